namespace EnterpriseSecurity.Ssh;

/// <summary>The hash of an RSA signature (RFC 8332). Keys of other kinds have their hash fixed and ignore it.</summary>
public enum SshRsaHash
{
    /// <summary><c>rsa-sha2-512</c>.</summary>
    Sha512,

    /// <summary><c>rsa-sha2-256</c>.</summary>
    Sha256,
}
