namespace EnterpriseSecurity.Storage;

/// <summary>What a record's tags may be.</summary>
internal static class TagRules
{
    private const int LongestTag = 256;

    /// <summary>Checks names and values: a name is not empty, neither is longer than 256 characters, has control characters or is no valid Unicode.</summary>
    /// <exception cref="InvalidInputException">One of them cannot be used.</exception>
    public static void Check(IReadOnlyDictionary<string, string>? tags)
    {
        foreach ((string name, string value) in tags ?? new Dictionary<string, string>())
        {
            if (string.IsNullOrWhiteSpace(name) || !IsText(name) || value is null || !IsText(value)) throw SecurityErrors.TagInvalid(name);
        }
    }

    private static bool IsText(string text) => text.Length <= LongestTag && !text.Any(char.IsControl) && (text.Length == 0 || CanonicalName.KeyOf(text).Length > 0);
}
