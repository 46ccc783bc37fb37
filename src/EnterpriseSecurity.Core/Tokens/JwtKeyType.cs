namespace EnterpriseSecurity.Tokens;

/// <summary>The kinds of key that sign tokens; each has algorithms of its own.</summary>
public enum JwtKeyType
{
    /// <summary>A secret that signer and verifier share: HS256, HS384, HS512.</summary>
    Symmetric,

    /// <summary>RSA: RS256 to RS512 and PS256 to PS512.</summary>
    Rsa,

    /// <summary>An elliptic curve, which has one algorithm: ES256, ES384 or ES512.</summary>
    Ecdsa,

    /// <summary>Ed25519: EdDSA.</summary>
    Ed25519,
}
