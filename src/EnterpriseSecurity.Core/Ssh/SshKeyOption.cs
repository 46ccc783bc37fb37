namespace EnterpriseSecurity.Ssh;

/// <summary>One option before a key in an <c>authorized_keys</c> or allowed signers line.</summary>
/// <param name="Name">The option's name; case does not count.</param>
/// <param name="Value">Its value without the quotes around it; null for an option that has none.</param>
public sealed record SshKeyOption(string Name, string? Value = null)
{
    /// <summary>Reads options as they stand before a key: separated by commas, values in double quotes.</summary>
    /// <exception cref="MalformedDataException">The text is not a list of options.</exception>
    public static IReadOnlyList<SshKeyOption> ParseList(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SshOptionText.Parse(text, SshData.AuthorizedKey);
    }

    /// <summary>True when the option has this name.</summary>
    internal bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The option as it stands in a file: a value is quoted, and a quote in it is escaped.</summary>
    public override string ToString() =>
        Value is null ? Name : $"{Name}=\"{Value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
