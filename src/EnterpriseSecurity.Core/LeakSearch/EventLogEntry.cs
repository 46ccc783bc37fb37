namespace EnterpriseSecurity.LeakSearch;

/// <summary>An entry of a log.</summary>
/// <param name="Log">The log.</param>
/// <param name="Id">Its number or cursor.</param>
/// <param name="WrittenAt">When it was written.</param>
/// <param name="Text">The text, in UTF-8.</param>
internal readonly record struct EventLogEntry(string Log, string? Id, DateTimeOffset? WrittenAt, byte[] Text)
{
    /// <summary>Which entry, never its text.</summary>
    public override string ToString() => $"{Log} {Id}";
}
