namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>What becomes of a secret of another vault.</summary>
public enum SecretVaultImportOutcome
{
    /// <summary>It was stored as a secret of its own.</summary>
    Imported,

    /// <summary>It became the next version of the secret of its name.</summary>
    NewVersion,

    /// <summary>The name was taken, and what was there stayed.</summary>
    Skipped,

    /// <summary>It could not be read or stored.</summary>
    Failed,
}
