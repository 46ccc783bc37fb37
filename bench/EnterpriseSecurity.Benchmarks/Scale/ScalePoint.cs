namespace EnterpriseSecurity.Benchmarks.Scale;

/// <summary>What one store of a size showed.</summary>
/// <param name="Kind">What it was filled with.</param>
/// <param name="Count">How many of them.</param>
/// <param name="FillMicroseconds">Processor time to make one, in a batch.</param>
/// <param name="OperationMicroseconds">Processor time of one operation.</param>
/// <param name="OperationsASecond">Operations a second by the clock, on one thread.</param>
/// <param name="OpenMilliseconds">From nothing to the first operation, by the clock.</param>
/// <param name="OpenProcessorMilliseconds">The same as processor time.</param>
/// <param name="WorkingSetMegabytes">The process's memory after all of it.</param>
/// <param name="DiskMegabytes">The store's folder.</param>
internal sealed record ScalePoint(
    string Kind, int Count, double FillMicroseconds, double OperationMicroseconds, double OperationsASecond, double OpenMilliseconds, double OpenProcessorMilliseconds, double WorkingSetMegabytes, double DiskMegabytes);
