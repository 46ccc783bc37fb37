namespace EnterpriseSecurity.Certificates;

/// <summary>The forms of certificate files.</summary>
public enum CertificateFormat
{
    /// <summary>Text blocks (RFC 7468): certificates, and private keys in PKCS#8, PKCS#1 or SEC1.</summary>
    Pem,

    /// <summary>One certificate in binary (X.690 DER).</summary>
    Der,

    /// <summary>PKCS#12 (RFC 7292): certificates and a private key under a passphrase.</summary>
    Pfx,

    /// <summary>PKCS#7 (RFC 2315): certificates without a key, in PEM or DER.</summary>
    P7b,
}
