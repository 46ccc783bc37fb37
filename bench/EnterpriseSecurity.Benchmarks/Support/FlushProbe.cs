namespace EnterpriseSecurity.Benchmarks.Support;

/// <summary>What the disk itself takes to make 4 KiB durable: no durable change can be faster.</summary>
internal sealed class FlushProbe(string folder) : IDisposable
{
    private readonly FileStream _stream = new(Path.Combine(folder, "flush-probe"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
    private readonly byte[] _block = new byte[4096];

    /// <summary>Appends a block and waits for the disk.</summary>
    public void Flush()
    {
        _stream.Write(_block);
        _stream.Flush(flushToDisk: true);
    }

    public void Dispose() => _stream.Dispose();
}
