namespace EnterpriseSecurity.Certificates;

/// <summary>What a certificate is checked for.</summary>
public enum CertificatePurpose
{
    /// <summary>Nothing in particular; with a host name, <see cref="Server"/>.</summary>
    Any,

    /// <summary>A TLS server.</summary>
    Server,

    /// <summary>A TLS client.</summary>
    Client,
}
