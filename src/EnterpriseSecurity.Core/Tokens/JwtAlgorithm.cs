namespace EnterpriseSecurity.Tokens;

/// <summary>How a token is signed: the names of RFC 7518 section 3.1 and RFC 8037. There is no <c>none</c>.</summary>
public enum JwtAlgorithm
{
    /// <summary>HMAC with SHA-256; the key has at least 32 bytes.</summary>
    HS256,

    /// <summary>HMAC with SHA-384; the key has at least 48 bytes.</summary>
    HS384,

    /// <summary>HMAC with SHA-512; the key has at least 64 bytes.</summary>
    HS512,

    /// <summary>RSA, PKCS#1 v1.5, with SHA-256; the key has at least 2048 bits.</summary>
    RS256,

    /// <summary>RSA, PKCS#1 v1.5, with SHA-384.</summary>
    RS384,

    /// <summary>RSA, PKCS#1 v1.5, with SHA-512.</summary>
    RS512,

    /// <summary>RSA-PSS with SHA-256; the key has at least 2048 bits.</summary>
    PS256,

    /// <summary>RSA-PSS with SHA-384.</summary>
    PS384,

    /// <summary>RSA-PSS with SHA-512.</summary>
    PS512,

    /// <summary>ECDSA on P-256 with SHA-256.</summary>
    ES256,

    /// <summary>ECDSA on P-384 with SHA-384.</summary>
    ES384,

    /// <summary>ECDSA on P-521 with SHA-512.</summary>
    ES512,

    /// <summary>Ed25519.</summary>
    EdDSA,
}
