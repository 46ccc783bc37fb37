namespace EnterpriseSecurity.Audit;

/// <summary>What a retention took out of the audit trail.</summary>
/// <param name="RemovedEntries">How many entries.</param>
/// <param name="RemovedFiles">How many files.</param>
/// <param name="FirstKept">The sequence number of the first entry that is left.</param>
/// <param name="ArchivePath">The folder that has the files now; null when they were deleted.</param>
public sealed record AuditRetention(long RemovedEntries, int RemovedFiles, long FirstKept, string? ArchivePath);
