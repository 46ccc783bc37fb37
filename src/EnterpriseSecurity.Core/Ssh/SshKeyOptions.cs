using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>How a new key pair is made.</summary>
public sealed record SshKeyOptions
{
    /// <summary>The kind of key.</summary>
    public SshKeyType KeyType { get; init; } = SshKeyType.Ed25519;

    /// <summary>The passphrase in UTF-8; null or empty for none. It stays the caller's.</summary>
    public SecretBuffer? Passphrase { get; init; }

    /// <summary>The comment; the user and host, as ssh-keygen writes it, when null.</summary>
    public string? Comment { get; init; }

    /// <summary>Where the private key file shall be; in the store when null. The public one is beside it, with <c>.pub</c>.</summary>
    public string? Path { get; init; }

    /// <summary>The cost of trying a passphrase, 1 to 10,000 bcrypt rounds.</summary>
    public int BcryptRounds { get; init; } = SshPrivateKeyFile.DefaultBcryptRounds;

    internal ReadOnlySpan<byte> PassphraseBytes => Passphrase is null ? default : Passphrase.Span;

    internal string CommentOrDefault => Comment ?? $"{Environment.UserName}@{Environment.MachineName}";
}
