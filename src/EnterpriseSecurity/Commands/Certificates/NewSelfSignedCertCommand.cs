using System.Management.Automation;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>Makes a key and a certificate that signs itself, for tests and for closed circles.</summary>
/// <remarks>
/// <para>
/// With -Path it writes NAME.crt and NAME.key to a folder and needs no store. Without -Path the connected store
/// manages the certificate by its name: its files are in the store's certs folder, and Update-Cert,
/// Get-CertExpiration -Managed and Find-ExpiringCredential know of it.
/// </para>
/// <para>
/// The certificate is an X.509 version 3 one (RFC 5280) that is no authority. Its alternative names are those that
/// are given; with none, the common name when it is a host, an address or a mailbox. Clients look at these names
/// only. The key is ECDSA P-256 unless -KeyType says otherwise; browsers do not take Ed25519, which is a warning for
/// servers.
/// </para>
/// <para>
/// Nobody trusts such a certificate before it is told to: give clients the .crt file as a trusted root. For more than
/// one machine, make an authority with New-CertAuthority, so that clients trust one file.
/// </para>
/// <para>
/// The key's file is PKCS#8, owner-only, and encrypted when -KeyPassphrase is given (PBES2, AES-256, 600,000 rounds
/// of PBKDF2). Files that exist are replaced with -Force only. A connected store's audit trail gets
/// <c>certificate_generated</c>. Errors a user meets: CertificateExists or CertificateFileExists (taken),
/// CertificateNamesInvalid, CertificateSubjectInvalid, StoreNotConnected (neither a store nor -Path).
/// </para>
/// </remarks>
/// <example>
/// <para>Make a certificate for a test server, in files, without a store.</para>
/// <code>
/// New-SelfSignedCert dev.example.com -DnsName dev.example.com, localhost -IpAddress 127.0.0.1 `
///     -ExpiresIn 90d -Path ./tls
/// </code>
/// <para>Writes ./tls/dev.example.com.crt and ./tls/dev.example.com.key.</para>
/// </example>
/// <example>
/// <para>Make one that the connected store manages, and find it again.</para>
/// <code>
/// New-SelfSignedCert printer.example.com -Organization 'Example AG' -Country CH
/// Get-CertInfo -Name printer.example.com | Select-Object Subject, NotAfter, DnsNames
/// </code>
/// </example>
/// <example>
/// <para>Make a certificate for each host of a list.</para>
/// <code>
/// Import-Csv ./hosts.csv | New-SelfSignedCert -Path ./tls -ExpiresIn 30d |
///     Select-Object Name, AlternativeNames, CertificatePath
/// </code>
/// <para>The file's columns bind by name: here CommonName, DnsName and IpAddress.</para>
/// </example>
/// <example>
/// <para>Make a certificate for signing scripts, its key under a passphrase.</para>
/// <code>
/// New-SelfSignedCert 'Build Server' -Profile CodeSigning -KeyType Rsa3072 -ExpiresIn 365d -Path . `
///     -Name build -KeyPassphrase (Read-Host -AsSecureString 'Passphrase')
/// </code>
/// </example>
/// <seealso cref="NewCertAuthorityCommand"/>
/// <seealso cref="NewCertRequestCommand"/>
/// <seealso cref="UpdateCertCommand"/>
/// <seealso cref="TestCertCommand"/>
[Cmdlet(VerbsCommon.New, "SelfSignedCert", SupportsShouldProcess = true)]
[OutputType(typeof(IssuedCertificate))]
public sealed class NewSelfSignedCertCommand : CertificateNamesCmdlet
{
    /// <summary>
    /// For how long it is valid, as in <c>90d</c>; 365 days when it is not given. It counts from five minutes ago,
    /// for clocks that differ.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    private protected override string Action => $"Make self-signed {KeyType} certificate";

    private protected override void Make(CertificateSubject subject, SecretBuffer? passphrase)
    {
        CertificateOptions options = OptionsFor(subject) with { ExpiresIn = ExpiresIn };
        Write(Path is null ? Resolve().Certificates.CreateSelfSigned(options, Name, passphrase) : Issuer.CreateSelfSigned(options, Target(passphrase)));
    }
}
