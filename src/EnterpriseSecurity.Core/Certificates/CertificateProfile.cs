namespace EnterpriseSecurity.Certificates;

/// <summary>What a certificate is made for: its key usage and its extended key usage (RFC 5280, 4.2.1.3 and 4.2.1.12).</summary>
public enum CertificateProfile
{
    /// <summary>A TLS server.</summary>
    Server,

    /// <summary>A TLS client.</summary>
    Client,

    /// <summary>A TLS server that is a client too, as cluster members are.</summary>
    ServerAndClient,

    /// <summary>Signing programs.</summary>
    CodeSigning,

    /// <summary>Signing and decrypting mail (S/MIME).</summary>
    Email,
}
