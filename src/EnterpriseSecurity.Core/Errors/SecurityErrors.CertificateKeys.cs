namespace EnterpriseSecurity;

/// <content>Private keys of certificates.</content>
internal static partial class SecurityErrors
{
    public static MalformedDataException CertificateKeyMalformed(string detail, Exception? inner = null) => new(
        nameof(CertificateKeyMalformed), $"This is not a readable private key: {detail} Give a whole, unchanged file in PKCS#8, PKCS#1 or SEC1 form.", inner: inner);

    public static UnsupportedException CertificateKeyUnsupported(string what, Exception? inner = null) => new(
        nameof(CertificateKeyUnsupported), $"{what} Certificates here have RSA, ECDSA (P-256, P-384, P-521) or Ed25519 keys.", inner: inner);

    public static AuthenticationFailedException CertificateKeyPassphraseRequired() => new(
        nameof(CertificateKeyPassphraseRequired), "The private key is encrypted. Give its passphrase.");

    public static AuthenticationFailedException CertificateKeyPassphraseWrong(Exception? inner = null) => new(
        nameof(CertificateKeyPassphraseWrong), "The passphrase does not open the private key. Check the passphrase and try again.", inner: inner);
}
