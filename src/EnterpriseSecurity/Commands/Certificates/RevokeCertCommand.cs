using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>Revokes certificates that an authority of the connected store has issued.</summary>
/// <remarks>
/// <para>
/// The revocation is written into the store, with the time and -Reason. Nobody learns of it before the authority's
/// next list: publish one with Export-CertRevocationList where the certificates say (-CrlUrl). There is no OCSP
/// responder.
/// </para>
/// <para>
/// A certificate is named by its managed name, by its file, by serial number and authority, or by pipeline. It can be
/// revoked whether or not the store has its key. A certificate that signs itself, or that another authority issued,
/// cannot be revoked here (CertificateNotIssuedHere).
/// </para>
/// <para>
/// Revocation is for good; only CertificateHold can be followed by another reason (CertificateRevokedAlready). It
/// asks before; -Force skips the question. The audit trail gets <c>certificate_revoked</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Revoke a certificate whose key leaked, publish the list, and renew with a new key.</para>
/// <code>
/// Revoke-Cert www.example.com -Reason KeyCompromise -Force
/// Export-CertRevocationList 'Example Issuing' ./issuing.crl -Format Der
/// Update-Cert www.example.com -NewKey
/// </code>
/// </example>
/// <example>
/// <para>Revoke a certificate of which only the file is at hand.</para>
/// <code>
/// Approve-CertRequest -Path ./app.csr -Authority 'Example Issuing' -AllowedDns example.com -Destination ./app.crt
/// Revoke-Cert -Path ./app.crt -Reason CessationOfOperation -Force -PassThru
/// </code>
/// </example>
/// <example>
/// <para>Put a certificate on hold while a case is looked at, by serial number.</para>
/// <code>
/// $serial = (Get-CertInfo -Name www.example.com).SerialNumberHex
/// Revoke-Cert -SerialNumber $serial -Authority 'Example Issuing' -Reason CertificateHold -Force
/// </code>
/// </example>
/// <example>
/// <para>Revoke what was issued in a batch.</para>
/// <code>
/// $batch = 'a', 'b' | ForEach-Object { New-CertRequest "$_.example.com" } |
///     Approve-CertRequest -Authority 'Example Issuing' -AllowedDns example.com
/// $batch | Revoke-Cert -Reason Superseded -Force
/// </code>
/// </example>
/// <seealso cref="ExportCertRevocationListCommand"/>
/// <seealso cref="UpdateCertCommand"/>
/// <seealso cref="ApproveCertRequestCommand"/>
/// <seealso cref="TestCertCommand"/>
[Cmdlet(VerbsSecurity.Revoke, "Cert", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByName)]
[OutputType(typeof(IssuedCertificate))]
public sealed class RevokeCertCommand : StoreCmdlet
{
    private const string ByName = "Name";
    private const string BySerial = "SerialNumber";
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";
    private const string ByObject = "InputObject";

    /// <summary>The name of a certificate that the connected store manages.</summary>
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

    /// <summary>
    /// Why: KeyCompromise, CACompromise, AffiliationChanged, Superseded, CessationOfOperation, CertificateHold and so
    /// on (RFC 5280). Unspecified when it is not given.
    /// </summary>
    [Parameter]
    public X509RevocationReason Reason { get; set; } = X509RevocationReason.Unspecified;

    /// <summary>Writes the revoked certificate with RevokedAt and RevocationReason.</summary>
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
