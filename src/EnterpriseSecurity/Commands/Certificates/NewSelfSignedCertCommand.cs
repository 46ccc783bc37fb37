using System.Management.Automation;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>Makes a key and a certificate that signs itself, for tests and for closed circles.</summary>
[Cmdlet(VerbsCommon.New, "SelfSignedCert", SupportsShouldProcess = true)]
[OutputType(typeof(IssuedCertificate))]
public sealed class NewSelfSignedCertCommand : CertificateNamesCmdlet
{
    /// <summary>For how long it is valid, as in <c>90d</c>; 365 days when it is not given.</summary>
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
