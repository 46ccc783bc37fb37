using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>
/// Revokes certificates that an authority of the store has issued. Nobody learns of it before the authority's next list:
/// publish one with Export-CertRevocationList.
/// </summary>
[Cmdlet(VerbsSecurity.Revoke, "Cert", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByName)]
[OutputType(typeof(IssuedCertificate))]
public sealed class RevokeCertCommand : StoreCmdlet
{
    private const string ByName = "Name";
    private const string BySerial = "SerialNumber";
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";
    private const string ByObject = "InputObject";

    /// <summary>The name of a certificate that the store manages.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(CertificateNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The serial number in hexadecimal, with or without colons.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = BySerial)]
    public string[] SerialNumber { get; set; } = [];

    /// <summary>The name of the authority that issued it.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = BySerial)]
    [ArgumentCompleter(typeof(CertificateAuthorityNameCompleter))]
    public string Authority { get; set; } = "";

    /// <summary>The certificate's file; wildcards allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The certificate's file; wildcard characters stand for themselves.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>A certificate as Approve-CertRequest and the others write it.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByObject)]
    public IssuedCertificate[] InputObject { get; set; } = [];

    /// <summary>Why. One that is on hold may be revoked for good afterwards.</summary>
    [Parameter]
    public X509RevocationReason Reason { get; set; } = X509RevocationReason.Unspecified;

    /// <summary>Writes the revoked certificate.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        CertificateManager certificates = store.Certificates;
        switch (ParameterSetName)
        {
            case ByName:
                foreach (string name in Name) Revoke(name, () => certificates.Revoke(name, Reason));
                break;
            case BySerial:
                foreach (string serial in SerialNumber) Revoke($"{serial} of {Authority}", () => certificates.Revoke(Authority, serial, Reason));
                break;
            case ByObject:
                foreach (IssuedCertificate one in InputObject) Revoke(one.Subject, () => Revoke(certificates, CertificateFile.Parse(System.Text.Encoding.ASCII.GetBytes(one.Certificate))));
                break;
            default:
                bool literal = ParameterSetName == ByLiteralPath;
                foreach (string file in ResolveExistingPaths(literal ? LiteralPath : Path, literal)) Revoke(file, () => Revoke(certificates, CertificateFile.Read(file, null, withPrivateKey: false)));
                break;
        }
    }

    private IssuedCertificate Revoke(CertificateManager certificates, CertificateBundle bundle)
    {
        using (bundle) return certificates.Revoke(bundle.Leaf, Reason);
    }

    private void Revoke(string target, Func<IssuedCertificate> revoke)
    {
        if (!Confirm(Force, target, $"Revoke certificate ({Reason})")) return;
        ForEachInput(target, () =>
        {
            IssuedCertificate revoked = revoke();
            if (PassThru) WriteObject(revoked);
        });
    }
}
