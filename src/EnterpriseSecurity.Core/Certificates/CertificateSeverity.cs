namespace EnterpriseSecurity.Certificates;

/// <summary>How much a finding on a certificate weighs.</summary>
public enum CertificateSeverity
{
    /// <summary>Worth knowing.</summary>
    Information,

    /// <summary>Some programs refuse the certificate for it, or soon will; it stays valid here.</summary>
    Warning,

    /// <summary>The certificate is not valid.</summary>
    Error,
}
