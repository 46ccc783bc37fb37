namespace EnterpriseSecurity;

/// <summary>Reads another stream to its end, tells the share of it that was read, and stops when the work was cancelled.</summary>
/// <param name="inner">The stream, which can tell its position and length; it stays open.</param>
/// <param name="progress">Told the share, 0 to 1.</param>
/// <param name="cancellation">Stops the reading.</param>
internal sealed class WatchedStream(Stream inner, IProgress<double>? progress, CancellationToken cancellation) : ReadOnlyStream
{
    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        int read = inner.Read(buffer);
        progress?.Report((double)inner.Position / Math.Max(inner.Length, 1));
        return read;
    }
}
