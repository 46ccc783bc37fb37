namespace EnterpriseSecurity.Keys;

/// <summary>What unlocks a store.</summary>
public enum ProtectorKind
{
    /// <summary>A passphrase, through Argon2id.</summary>
    Passphrase,

    /// <summary>A file of random bytes.</summary>
    KeyFile,

    /// <summary>The value of an environment variable.</summary>
    EnvironmentVariable,

    /// <summary>Windows DPAPI: the user's own account.</summary>
    Dpapi,

    /// <summary>A number of recovery shares put together.</summary>
    RecoveryShares,
}
