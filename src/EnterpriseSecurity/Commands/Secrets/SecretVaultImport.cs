using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>What became of one secret of another vault.</summary>
/// <param name="Name">The secret's name, there and here.</param>
/// <param name="Vault">The vault that it comes from.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record SecretVaultImport(string Name, string Vault, SecretVaultImportOutcome Outcome)
{
    /// <summary>What its value is; null when it was not read.</summary>
    public SecretKind? ValueKind { get; init; }

    /// <summary>Its version here; null when nothing was stored.</summary>
    public int? Version { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Reason { get; init; }
}
