namespace EnterpriseSecurity.Certificates;

/// <summary>The kinds of key that a certificate can be made for.</summary>
public enum CertificateKeyType
{
    /// <summary>RSA, 2,048 bits.</summary>
    Rsa2048,

    /// <summary>RSA, 3,072 bits.</summary>
    Rsa3072,

    /// <summary>RSA, 4,096 bits.</summary>
    Rsa4096,

    /// <summary>ECDSA on NIST P-256.</summary>
    EcdsaP256,

    /// <summary>ECDSA on NIST P-384.</summary>
    EcdsaP384,

    /// <summary>ECDSA on NIST P-521.</summary>
    EcdsaP521,

    /// <summary>Ed25519 (RFC 8410). Browsers do not take it; OpenSSL, GnuTLS and Go do.</summary>
    Ed25519,
}
