namespace EnterpriseSecurity.Ssh;

/// <summary>What a private key file shows without its passphrase.</summary>
/// <param name="Format">The file's format.</param>
/// <param name="IsEncrypted">True when reading the key takes a passphrase.</param>
/// <param name="PublicKey">The public key, or null when the format hides it behind the passphrase.</param>
/// <param name="Comment">The comment, or null when the format has none or hides it.</param>
public sealed record SshPrivateKeyFileInfo(SshPrivateKeyFormat Format, bool IsEncrypted, SshPublicKey? PublicKey, string? Comment);
