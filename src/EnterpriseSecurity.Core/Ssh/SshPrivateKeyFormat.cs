namespace EnterpriseSecurity.Ssh;

/// <summary>The file formats of private keys.</summary>
public enum SshPrivateKeyFormat
{
    /// <summary>OpenSSH's own (PROTOCOL.key).</summary>
    OpenSsh,

    /// <summary><c>RSA PRIVATE KEY</c> PEM (RFC 8017); written without passphrase only.</summary>
    Pkcs1,

    /// <summary><c>EC PRIVATE KEY</c> PEM (RFC 5915); written without passphrase only.</summary>
    Sec1,

    /// <summary><c>PRIVATE KEY</c> or <c>ENCRYPTED PRIVATE KEY</c> PEM (RFC 5958, PBES2 of RFC 8018).</summary>
    Pkcs8,

    /// <summary>PuTTY's; written as version 3, read as 2 and 3.</summary>
    Ppk,
}
