namespace EnterpriseSecurity.LeakSearch;

/// <summary>The line and column at which a piece of a UTF-8 text begins.</summary>
internal sealed class LinePosition
{
    private long _line = 1;
    private long _column = 1;

    /// <summary>The text begins with a byte order mark, which is no character of its first line.</summary>
    public void SkipMark() => _column = 0;

    /// <summary>Goes past a text.</summary>
    public void Move(ReadOnlySpan<byte> passed) => (_line, _column) = Of(passed);

    /// <summary>Where the end of a text is that begins here.</summary>
    public (long Line, long Column) Of(ReadOnlySpan<byte> before)
    {
        int lastEnd = before.LastIndexOf((byte)'\n');
        long column = lastEnd < 0 ? _column : 1;
        foreach (byte one in before[(lastEnd + 1)..])
        {
            // Not the second and further bytes of a character.
            if ((one & 0xC0) != 0x80) column++;
        }

        return (_line + before.Count((byte)'\n'), column);
    }
}
