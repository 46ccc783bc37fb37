namespace EnterpriseSecurity.LeakSearch;

/// <summary>So many bytes of a stream, or all of it, which stays open. The first ones can be looked at before they are read.</summary>
internal sealed class BoundedStream(Stream inner, long? length = null) : ReadOnlyStream
{
    private readonly bool _isAll = length is null;
    private long _left = length ?? long.MaxValue;
    private byte[] _head = [];
    private int _headRead;

    /// <summary>The first bytes, at most so many, which are read again by the next reading.</summary>
    public ReadOnlySpan<byte> Peek(int most)
    {
        byte[] head = new byte[Math.Min(most, _left)];
        this.ReadExactly(head);
        _head = head;
        return head;
    }

    public override int Read(Span<byte> buffer)
    {
        if (_headRead < _head.Length)
        {
            int copied = Math.Min(buffer.Length, _head.Length - _headRead);
            _head.AsSpan(_headRead, copied).CopyTo(buffer);
            _headRead += copied;
            return copied;
        }

        int read = inner.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        if (read == 0 && !_isAll && _left > 0 && buffer.Length > 0) throw new EndOfStreamException("the tool ended in the middle of an object");
        _left -= read;
        return read;
    }

    /// <summary>Goes past the rest.</summary>
    public void Drain()
    {
        byte[] waste = new byte[Math.Min(_left, 1 << 16)];
        while (_left > 0) _ = Read(waste);
    }
}
