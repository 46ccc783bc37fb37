namespace EnterpriseSecurity.LeakSearch;

/// <summary>A line and a column in a UTF-8 text that is gone through.</summary>
internal sealed class LinePosition
{
    /// <summary>The line, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The character in the line, from 1.</summary>
    public long Column { get; private set; } = 1;

    /// <summary>The text begins with a byte order mark, which is no character of its first line.</summary>
    public void SkipMark() => Column = 0;

    /// <summary>Another one at the same place.</summary>
    public LinePosition Copy() => new() { Line = Line, Column = Column };

    /// <summary>Goes past a text.</summary>
    public void Move(ReadOnlySpan<byte> passed)
    {
        int lastEnd = passed.LastIndexOf((byte)'\n');
        if (lastEnd >= 0) Column = 1;
        Line += passed.Count((byte)'\n');
        foreach (byte one in passed[(lastEnd + 1)..])
        {
            // Not the second and further bytes of a character.
            if ((one & 0xC0) != 0x80) Column++;
        }
    }
}
