namespace EnterpriseSecurity.Ssh;

/// <summary>Which of the library's kinds a key is.</summary>
internal static class SshKeyTypes
{
    /// <summary>The kind, or null for a key that this library does not make.</summary>
    public static SshKeyType? Of(SshPublicKey key) => (key.Algorithm, key.Bits) switch
    {
        ("ssh-ed25519", _) => SshKeyType.Ed25519,
        ("ecdsa-sha2-nistp256", _) => SshKeyType.Ecdsa256,
        ("ecdsa-sha2-nistp384", _) => SshKeyType.Ecdsa384,
        ("ecdsa-sha2-nistp521", _) => SshKeyType.Ecdsa521,
        ("ssh-rsa", 2048) => SshKeyType.Rsa2048,
        ("ssh-rsa", 3072) => SshKeyType.Rsa3072,
        ("ssh-rsa", 4096) => SshKeyType.Rsa4096,
        _ => null,
    };
}
