namespace EnterpriseSecurity.Ssh;

/// <summary>One option before a key in an <c>authorized_keys</c> or allowed signers line.</summary>
/// <param name="Name">The option's name; case does not count.</param>
/// <param name="Value">Its value without the quotes around it; null for an option that has none.</param>
public sealed record SshKeyOption(string Name, string? Value = null)
{
    /// <summary>True when the option has this name.</summary>
    internal bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The option as it stands in a file: a value is quoted, and a quote in it is escaped.</summary>
    public override string ToString() =>
        Value is null ? Name : $"{Name}=\"{Value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
