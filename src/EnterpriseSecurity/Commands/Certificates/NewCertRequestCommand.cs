using System.Management.Automation;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>Makes a key and a request (PKCS#10) for a certificate, for an authority to answer.</summary>
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
