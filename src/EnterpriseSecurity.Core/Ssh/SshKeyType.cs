namespace EnterpriseSecurity.Ssh;

/// <summary>The kinds of key pair that can be made.</summary>
public enum SshKeyType
{
    /// <summary>Ed25519 (RFC 8709), 256 bits; the default choice.</summary>
    Ed25519,

    /// <summary>ECDSA over NIST P-256 (RFC 5656).</summary>
    Ecdsa256,

    /// <summary>ECDSA over NIST P-384 (RFC 5656).</summary>
    Ecdsa384,

    /// <summary>ECDSA over NIST P-521 (RFC 5656).</summary>
    Ecdsa521,

    /// <summary>RSA with a modulus of 2,048 bits (RFC 8332 signatures).</summary>
    Rsa2048,

    /// <summary>RSA with a modulus of 3,072 bits (RFC 8332 signatures).</summary>
    Rsa3072,

    /// <summary>RSA with a modulus of 4,096 bits (RFC 8332 signatures).</summary>
    Rsa4096,
}
