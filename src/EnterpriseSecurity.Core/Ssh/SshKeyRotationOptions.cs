using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>How a key pair is replaced by a new one.</summary>
public sealed record SshKeyRotationOptions
{
    /// <summary>The present passphrase in UTF-8, which the new key gets too; needed for an encrypted key unless <see cref="NewPassphrase"/> is given.</summary>
    public SecretBuffer? Passphrase { get; init; }

    /// <summary>Another passphrase for the new key.</summary>
    public SecretBuffer? NewPassphrase { get; init; }

    /// <summary>Another kind of key; the same as before when null.</summary>
    public SshKeyType? KeyType { get; init; }

    /// <summary>False to destroy the old key instead of keeping it in a dated backup.</summary>
    public bool KeepBackup { get; init; } = true;

    /// <summary>The cost of trying the passphrase, 1 to 10,000 bcrypt rounds.</summary>
    public int BcryptRounds { get; init; } = SshPrivateKeyFile.DefaultBcryptRounds;
}
