using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>
/// Shows what certificates say of themselves: subject, issuer, names, dates, key, usage and extensions.
/// </summary>
/// <remarks>
/// <para>
/// Reads certificate files in PEM, DER, PFX or P7B, known by their content, certificates as .NET and the Cert: drive
/// have them, and managed ones by name. A file with several gives one object each. Nothing is checked: whether to
/// believe it is for Test-Cert.
/// </para>
/// <para>
/// Names are shown with control characters escaped, so that a certificate cannot write to the terminal. A PFX needs
/// its passphrase (CertificatePassphraseRequired). Private keys are not opened; HasPrivateKey says of a PEM file that
/// one is in it.
/// </para>
/// <para>
/// No store is needed for files; a connected one gets <c>certificate_read</c> in its audit trail. Errors a user
/// meets: CertificateMalformed, CertificateFileEmpty (the file holds something else), CertificateNotFound.
/// </para>
/// </remarks>
/// <example>
/// <para>See for whom a certificate is and until when.</para>
/// <code>
/// Get-CertInfo ./www.crt | Select-Object Subject, DnsNames, NotAfter, Issuer
/// </code>
/// </example>
/// <example>
/// <para>Find the certificates of a folder that still have small RSA keys.</para>
/// <code>
/// Get-ChildItem ./tls/*.crt | Get-CertInfo |
///     Where-Object { $_.KeyAlgorithm -eq 'RSA' -and $_.KeySize -lt 3072 } | Select-Object Path, KeySize
/// </code>
/// </example>
/// <example>
/// <para>Look into a PFX file.</para>
/// <code>
/// Get-CertInfo ./server.pfx -Passphrase (Read-Host -AsSecureString 'Passphrase') |
///     Format-List Subject, NotAfter, ThumbprintSha256
/// </code>
/// </example>
/// <example>
/// <para>Show a certificate that the connected store manages, and where its file is.</para>
/// <code>
/// (Get-CertInfo -Name www.example.com).Path
/// </code>
/// </example>
/// <seealso cref="TestCertCommand"/>
/// <seealso cref="GetCertExpirationCommand"/>
/// <seealso cref="GetRemoteCertCommand"/>
/// <seealso cref="ConvertCertCommand"/>
[Cmdlet(VerbsCommon.Get, "CertInfo", DefaultParameterSetName = ByPath)]
[OutputType(typeof(CertificateInfo))]
public sealed class GetCertInfoCommand : CertificateCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (X509Certificate2 one in Certificate) ForEachInput(one.Subject, () => WriteObject(CertificateInfo.Of(one)));
        foreach (string name in Name)
        {
            ForEachInput(name, () =>
            {
                using CertificateBundle bundle = OpenManaged(name, out string? path);
                WriteObject(CertificateInfo.Of(bundle.Leaf) with { Path = path });
            });
        }

        foreach (string path in ResolvePaths())
        {
            ForEachInput(path, () =>
            {
                using SecretBuffer? passphrase = Buffer(Passphrase);
                WriteObject(Files.Get(path, passphrase), enumerateCollection: true);
            });
        }
    }
}
