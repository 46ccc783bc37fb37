namespace EnterpriseSecurity.Audit;

/// <summary>
/// The limits of what an entry says. With them no line comes near the megabyte that a reader takes for the longest,
/// even when every character is escaped.
/// </summary>
internal static class AuditText
{
    /// <summary>The most characters of one text.</summary>
    public const int Longest = 4096;

    private const int LongestMetadata = 65_536;

    /// <summary>A text as an entry takes it: whole, or its beginning when it is too long.</summary>
    public static string Clip(string text) => text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest - 1), "…");

    /// <summary>True when no name or value is too long, nor all of them together.</summary>
    public static bool Fits(IReadOnlyDictionary<string, string> metadata) =>
        metadata.All(pair => pair.Value is not null && pair.Key.Length <= Longest && pair.Value.Length <= Longest)
        && metadata.Sum(pair => (long)pair.Key.Length + pair.Value.Length) <= LongestMetadata;
}
