namespace EnterpriseSecurity.Cryptography;

/// <summary>A stream that reads through secrets one after the other, and wipes each when it is read.</summary>
internal sealed class SecretSourceStream(IEnumerable<SecretBuffer> parts) : Stream
{
    private readonly IEnumerator<SecretBuffer> _parts = parts.GetEnumerator();
    private SecretBuffer? _present;
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (_present is null || _at == _present.Length)
        {
            _present?.Dispose();
            _present = null;
            if (!_parts.MoveNext()) return 0;
            _present = _parts.Current;
            _at = 0;
        }

        int count = Math.Min(buffer.Length, _present.Length - _at);
        _present.Span.Slice(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _present?.Dispose();
            _parts.Dispose();
        }

        base.Dispose(disposing);
    }
}
