namespace EnterpriseSecurity.Cryptography;

/// <summary>A stream to write secrets to, in memory that is pinned, wiped when it grows, and wiped at the end.</summary>
internal sealed class SecretMemoryStream : Stream
{
    private SecretBuffer _buffer = new(64 * 1024);
    private int _length;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Content => _buffer.Span[.._length];

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        int needed = checked(_length + buffer.Length);
        if (needed > _buffer.Length)
        {
            SecretBuffer larger = new(Math.Max(needed, checked(_buffer.Length * 2)));
            Content.CopyTo(larger.Span);
            _buffer.Dispose();
            _buffer = larger;
        }

        buffer.CopyTo(_buffer.Span[_length..]);
        _length = needed;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _buffer.Dispose();
        base.Dispose(disposing);
    }
}
