namespace EnterpriseSecurity;

/// <summary>Reads another stream to its end, tells the share of it that was read, and stops when the work was cancelled.</summary>
/// <param name="inner">The stream, which can tell its position and length; it stays open.</param>
/// <param name="progress">Told the share, 0 to 1.</param>
/// <param name="cancellation">Stops the reading.</param>
internal sealed class WatchedStream(Stream inner, IProgress<double>? progress, CancellationToken cancellation) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        int read = inner.Read(buffer);
        progress?.Report((double)inner.Position / Math.Max(inner.Length, 1));
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
