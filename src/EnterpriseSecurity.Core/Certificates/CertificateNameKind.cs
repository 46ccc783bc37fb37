namespace EnterpriseSecurity.Certificates;

/// <summary>The kinds of a general name (RFC 5280 section 4.2.1.6).</summary>
public enum CertificateNameKind
{
    /// <summary>A host name, perhaps with a wildcard.</summary>
    Dns,

    /// <summary>An IP address; in name constraints, a network.</summary>
    Ip,

    /// <summary>A mail address.</summary>
    Email,

    /// <summary>A URI.</summary>
    Uri,

    /// <summary>A distinguished name.</summary>
    Directory,

    /// <summary>A user principal name, as Windows signs in with.</summary>
    UserPrincipal,

    /// <summary>A registered object identifier.</summary>
    RegisteredId,

    /// <summary>Anything else, in hex.</summary>
    Other,
}
