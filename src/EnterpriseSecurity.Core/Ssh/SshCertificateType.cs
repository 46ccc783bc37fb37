namespace EnterpriseSecurity.Ssh;

/// <summary>Whom a certificate speaks for. The numbers are those of OpenSSH's PROTOCOL.certkeys.</summary>
public enum SshCertificateType
{
    /// <summary>A person or program that logs in; the principals are account names.</summary>
    User = 1,

    /// <summary>A server; the principals are host names.</summary>
    Host = 2,
}
