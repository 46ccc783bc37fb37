namespace EnterpriseSecurity.Certificates;

/// <summary>The families of keys.</summary>
public enum CertificateKeyAlgorithm
{
    /// <summary>RSA.</summary>
    Rsa,

    /// <summary>ECDSA on a NIST curve.</summary>
    Ecdsa,

    /// <summary>Ed25519.</summary>
    Ed25519,
}
