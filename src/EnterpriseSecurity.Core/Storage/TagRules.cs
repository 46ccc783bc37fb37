namespace EnterpriseSecurity.Storage;

/// <summary>What a record's tags may be.</summary>
internal static class TagRules
{
    private const int LongestTag = 256;

    /// <summary>Checks names and values: a name is not empty, neither is longer than 256 characters or has control characters.</summary>
    /// <exception cref="InvalidInputException">One of them cannot be used.</exception>
    public static void Check(IReadOnlyDictionary<string, string>? tags)
    {
        foreach ((string name, string value) in tags ?? new Dictionary<string, string>())
        {
            bool bad = string.IsNullOrWhiteSpace(name) || value is null || name.Length > LongestTag || value.Length > LongestTag || name.Any(char.IsControl) || value.Any(char.IsControl);
            if (bad) throw SecurityErrors.TagInvalid(name);
        }
    }
}
