namespace EnterpriseSecurity.Storage;

/// <summary>How the connection to a database server is protected.</summary>
public enum StoreServerTls
{
    /// <summary>TLS, the server's certificate and its name checked. The default for every server that is not this machine.</summary>
    VerifyFull,

    /// <summary>TLS, the certificate checked against the given authority, its name not.</summary>
    VerifyAuthority,

    /// <summary>TLS without a check of the certificate; this machine only.</summary>
    Encrypt,

    /// <summary>No TLS; this machine only.</summary>
    Off,
}
