namespace EnterpriseSecurity.Cryptography;

/// <summary>A stream that reads through secrets one after the other, and wipes each when it is read.</summary>
internal sealed class SecretSourceStream(IEnumerable<SecretBuffer> parts) : ReadOnlyStream
{
    private readonly IEnumerator<SecretBuffer> _parts = parts.GetEnumerator();
    private SecretBuffer? _present;
    private int _at;

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
