using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>
/// The base of the cmdlets that make a key and something signed with it: the subject, and where it goes. With a path
/// they need no store; without one the connected store manages what they make.
/// </summary>
public abstract class CertificateSubjectCmdlet : OptionalStoreCmdlet
{
    /// <summary>The common name: the host, the person or the authority.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] CommonName { get; set; } = [];

    /// <summary>The organization.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Organization { get; set; }

    /// <summary>The organizational unit.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? OrganizationalUnit { get; set; }

    /// <summary>The town.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Locality { get; set; }

    /// <summary>The state or province.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? State { get; set; }

    /// <summary>The country: two letters, as in <c>US</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Country { get; set; }

    /// <summary>
    /// The name in the store, or the files' name without its suffix; the common name when it is not given,
    /// <c>_wildcard.</c> in place of a leading <c>*.</c>. Not with several common names.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Name { get; set; }

    /// <summary>
    /// The folder to write the files to, made owner-only when it is absent; no store is needed with it. The connected
    /// store manages them when it is not given.
    /// </summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>
    /// The passphrase that the private key is encrypted under; the key is in clear, and its file owner-only, when it
    /// is not given.
    /// </summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? KeyPassphrase { get; set; }

    /// <summary>Replaces files that exist; only with -Path.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Force && Path is null) ThrowTerminatingError(Errors.ForceNeedsPath());
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Name is not null && CommonName.Length > 1) ThrowTerminatingError(Errors.ParametersConflict(nameof(Name), "CommonName of several"));
        using SecretBuffer? passphrase = KeyPassphrase?.ToUtf8Buffer();
        foreach (string name in CommonName)
        {
            CertificateSubject subject = new()
            {
                CommonName = name,
                Organization = Organization,
                OrganizationalUnit = OrganizationalUnit,
                Locality = Locality,
                State = State,
                Country = Country,
            };
            string place = Path is null ? name : System.IO.Path.Combine(ResolveNewPath(Path), Name ?? name);
            if (Path is null) Resolve();
            if (!ShouldProcess(place, Action)) continue;
            ForEachInput(name, () => Make(subject, passphrase));
        }
    }

    /// <summary>What the cmdlet does, for the question before it.</summary>
    private protected abstract string Action { get; }

    /// <summary>Makes it.</summary>
    private protected abstract void Make(CertificateSubject subject, SecretBuffer? passphrase);

    /// <summary>Certificates in files, with the audit trail of the store if there is one.</summary>
    private protected CertificateIssuer Issuer => TryResolve()?.Certificates.Issuer ?? new CertificateIssuer();

    private protected CertificateTarget Target(SecretBuffer? passphrase) => new() { Folder = ResolveNewPath(Path!), Name = Name, KeyPassphrase = passphrase, Overwrite = Force };

    private protected void Write(IssuedCertificate certificate)
    {
        foreach (string warning in certificate.Warnings) WriteWarning($"{certificate.Name}: {warning}");
        WriteObject(certificate);
    }
}
