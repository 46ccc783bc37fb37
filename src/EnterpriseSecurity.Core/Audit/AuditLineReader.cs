namespace EnterpriseSecurity.Audit;

/// <summary>Reads the first bytes of a stream line by line, in memory that does not grow with it. The stream is closed with it.</summary>
internal sealed class AuditLineReader(Stream stream, string path, long length) : IDisposable
{
    private const int LongestLine = 1 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private long _read;
    private bool _ended;

    /// <summary>False when the last line read had no line end: it was cut, or is being written.</summary>
    public bool IsTerminated { get; private set; } = true;

    /// <summary>The file, or what stands for one.</summary>
    public string Path => path;

    /// <summary>The number of lines read so far.</summary>
    public long LineNumber { get; private set; }

    /// <summary>
    /// The next line without its line end. A last line without a line end counts as one; so does the first megabyte
    /// of a line that is longer than that, which no line of ours is.
    /// </summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        int searched = _start;
        while (true)
        {
            int at = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = _buffer.AsSpan(_start, searched + at - _start);
                _start = searched + at + 1;
                LineNumber++;
                return true;
            }

            if (_ended || _end - _start >= LongestLine)
            {
                line = _buffer.AsSpan(_start, _end - _start);
                _start = _end;
                if (line.IsEmpty) return false;
                IsTerminated = false;
                LineNumber++;
                return true;
            }

            Fill();
            searched = _start;
        }
    }

    public void Dispose() => stream.Dispose();

    private void Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        int read = stream.Read(_buffer, _end, (int)Math.Min(_buffer.Length - _end, length - _read));
        if (read == 0) _ended = true;
        _end += read;
        _read += read;
    }
}
