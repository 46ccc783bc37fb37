namespace EnterpriseSecurity;

internal static partial class SecurityErrors
{
    public static MalformedDataException CertificateMalformed(string detail, Exception? inner = null) =>
        new(nameof(CertificateMalformed), $"This is not a readable certificate file: {detail} Give a whole, unchanged file in PEM, DER, PFX (PKCS#12) or P7B (PKCS#7) form.", inner: inner);

    public static MalformedDataException CertificateFileEmpty(string holds) =>
        new(nameof(CertificateFileEmpty), $"There is no certificate in this file; it holds {Printable(holds)}. Give the file of the certificate.");

    public static MalformedDataException CertificateKeyMissing() =>
        new(nameof(CertificateKeyMissing), "There is no private key in this file. Give the private key's file, or a PFX or PEM file that holds the key.");

    public static MalformedDataException CertificateKeyMalformed(string detail, Exception? inner = null) =>
        new(nameof(CertificateKeyMalformed), $"The private key cannot be read: {detail} Give a whole, unchanged key in PKCS#8, PKCS#1 or SEC1 form.", inner: inner);

    public static UnsupportedException CertificateKeyUnsupported(string detail, Exception? inner = null) =>
        new(nameof(CertificateKeyUnsupported), $"The private key is of a kind that cannot be used here: {detail} Use an RSA or ECDSA (P-256, P-384, P-521) key.", inner: inner);

    public static AuthenticationFailedException CertificatePassphraseRequired() =>
        new(nameof(CertificatePassphraseRequired), "The file is encrypted. Give its passphrase.");

    public static AuthenticationFailedException CertificatePassphraseWrong(Exception? inner = null) =>
        new(nameof(CertificatePassphraseWrong), "The passphrase does not open the file. Check the passphrase and try again.", inner: inner);

    public static UnsupportedException CertificateFileTooCostly(Exception? inner = null) =>
        new(nameof(CertificateFileTooCostly), "Opening this PFX file would take more certificates, keys or rounds of key derivation than is tried. Write it anew with the program that made it, with at most 1,000,000 rounds.", inner: inner);

    public static NotFoundException CertificateFileMissing(string path, Exception? inner = null) =>
        new(nameof(CertificateFileMissing), $"There is no file '{path}'. Check the path.", path, inner);

    public static AlreadyExistsException CertificateFileExists(string path) =>
        new(nameof(CertificateFileExists), $"There is a file '{path}' already; nothing was overwritten. Choose another path, or ask for it to be replaced with -Force.", path);

    public static UnavailableException CertificateFileUnavailable(string path, Exception inner) =>
        new(nameof(CertificateFileUnavailable), $"The file '{path}' cannot be read or written: {inner.Message} Look at the folder's rights and the room on the disk.", path, inner);

    public static InvalidInputException CertificateKeyMismatch() =>
        new(nameof(CertificateKeyMismatch), "The private key is not the certificate's. Give the key that the certificate was requested with.");

    public static InvalidInputException CertificatePassphraseEmpty() =>
        new(nameof(CertificatePassphraseEmpty), "The new passphrase is empty. Give one of at least one character, or say that the key shall be written in clear.");

    public static MalformedDataException RevocationListMalformed(string detail, Exception? inner = null) =>
        new(nameof(RevocationListMalformed), $"This is not a readable revocation list: {detail} Give a whole, unchanged CRL in PEM or DER form.", inner: inner);

    public static InvalidInputException HostNameInvalid(string host) =>
        new(nameof(HostNameInvalid), $"'{Printable(host)}' is neither a host name nor an IP address. Give one such as www.example.com, 192.0.2.1 or 2001:db8::1, without a scheme, port or wildcard.", Printable(host));

    public static InvalidInputException PortInvalid(int port) =>
        new(nameof(PortInvalid), $"{port} is not a TCP port. Give a number from 1 to 65535.", port);

    public static InvalidInputException TimeoutInvalid(TimeSpan timeout) =>
        new(nameof(TimeoutInvalid), $"{timeout} cannot be a timeout. Give a time of up to an hour, such as 10s.", timeout);

    public static UnavailableException RemoteTimeout(string endpoint, TimeSpan timeout, Exception inner) =>
        new(nameof(RemoteTimeout), $"'{endpoint}' did not answer with a certificate within {timeout}. Check host and port, that the port speaks TLS, or give it more time.", endpoint, inner);

    public static UnavailableException RemoteUnreachable(string endpoint, Exception inner) =>
        new(nameof(RemoteUnreachable), $"'{endpoint}' cannot be reached: {inner.Message.TrimEnd('.')}. Check the host, the port, and the firewalls between.", endpoint, inner);

    public static UnavailableException RemoteHandshakeFailed(string endpoint, string detail, Exception? inner = null) =>
        new(nameof(RemoteHandshakeFailed), $"The TLS handshake with '{endpoint}' failed: {Printable(detail)} Check that the port speaks TLS from its first byte, version 1.2 or later; an older version needs -AllowOldProtocol and a platform that still has it.", endpoint, inner);

    public static InvalidInputException SystemStoreUnknown(string store, Exception? inner = null) =>
        new(nameof(SystemStoreUnknown), $"There is no certificate store '{Printable(store)}' here. Give one as CurrentUser/My, CurrentUser/Root or LocalMachine/Root.", Printable(store), inner);

    public static InvalidInputException EndpointInvalid(string endpoint) =>
        new(nameof(EndpointInvalid), $"'{Printable(endpoint)}' is not an endpoint. Give it as host, host:port or [IPv6 address]:port.", Printable(endpoint));
}
