using System.Management.Automation;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>Makes a key and a request (PKCS#10) for a certificate, for an authority to answer.</summary>
/// <remarks>
/// <para>
/// The request goes to an authority of your own (Approve-CertRequest), or to any other as its file NAME.csr; the key
/// stays where it was made. With -Path it writes NAME.csr and NAME.key to a folder and needs no store. Without -Path
/// the connected store keeps both under the name, and when an authority of this store approves the request, the
/// certificate becomes that name's.
/// </para>
/// <para>
/// The request is signed with its key, in PEM (RFC 2986). -Profile and the names are wishes: the authority decides.
/// The output's property Request has the text, and binds to Approve-CertRequest.
/// </para>
/// <para>
/// The key's file is owner-only, and encrypted when -KeyPassphrase is given. The audit trail gets
/// <c>certificate_requested</c>. Errors a user meets: CertificateExists, CertificateFileExists,
/// CertificateNamesInvalid.
/// </para>
/// </remarks>
/// <example>
/// <para>Ask for a server certificate and have it approved by an authority of the connected store.</para>
/// <code>
/// New-CertRequest shop.example.com -DnsName shop.example.com, www.shop.example.com |
///     Approve-CertRequest -Authority 'Example Issuing' -AllowedDns example.com -ExpiresIn 90d
/// </code>
/// </example>
/// <example>
/// <para>Make a request for a public authority, in files, without a store.</para>
/// <code>
/// New-CertRequest www.example.com -Organization 'Example AG' -Locality Bern -Country CH `
///     -KeyType Rsa3072 -Path ./order
/// Get-Content ./order/www.example.com.csr
/// </code>
/// </example>
/// <example>
/// <para>Make a request for a client certificate, its key under a passphrase.</para>
/// <code>
/// New-CertRequest ann@example.com -EmailAddress ann@example.com -Profile Client -Path . -Name ann `
///     -KeyPassphrase (Read-Host -AsSecureString 'Passphrase')
/// </code>
/// </example>
/// <seealso cref="ApproveCertRequestCommand"/>
/// <seealso cref="NewCertAuthorityCommand"/>
/// <seealso cref="NewSelfSignedCertCommand"/>
[Cmdlet(VerbsCommon.New, "CertRequest", SupportsShouldProcess = true)]
[OutputType(typeof(CertificateRequestInfo))]
public sealed class NewCertRequestCommand : CertificateNamesCmdlet
{
    private protected override string Action => $"Make {KeyType} key and certificate request";

    private protected override void Make(CertificateSubject subject, SecretBuffer? passphrase)
    {
        CertificateOptions options = OptionsFor(subject);
        WriteObject(Path is null ? Resolve().Certificates.CreateRequest(options, Name, passphrase) : Issuer.CreateRequest(options, Target(passphrase)));
    }
}
