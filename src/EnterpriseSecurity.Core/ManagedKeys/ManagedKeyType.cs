namespace EnterpriseSecurity.ManagedKeys;

/// <summary>What a managed key is.</summary>
public enum ManagedKeyType
{
    /// <summary>Random bytes for HMAC.</summary>
    Hmac,

    /// <summary>An RSA key pair.</summary>
    Rsa,

    /// <summary>A key pair on a NIST curve.</summary>
    Ecdsa,

    /// <summary>An Ed25519 key pair.</summary>
    Ed25519,

    /// <summary>Random bytes that sign JSON Web Tokens with HMAC (HS256, HS384, HS512).</summary>
    Jwt,

    /// <summary>Random bytes that a client shows as they are.</summary>
    ApiToken,

    /// <summary>Random bytes by which a new system proves itself at first.</summary>
    Provisioning,
}
