using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>Writes a certificate, its chain and its key to a new file in another form: PEM, DER, PFX or P7B. The source stays as it is.</summary>
[Cmdlet(VerbsData.Convert, "Cert", SupportsShouldProcess = true, DefaultParameterSetName = ByPath)]
[OutputType(typeof(CertificateInfo))]
public sealed class ConvertCertCommand : OptionalStoreCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    /// <summary>The certificate's file; wildcards allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The certificate's file; wildcard characters stand for themselves.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The new file, or an existing folder for it.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Destination { get; set; } = "";

    /// <summary>The new file's form.</summary>
    [Parameter(Mandatory = true)]
    public CertificateFormat To { get; set; }

    /// <summary>The private key's file, when the key is not in the source.</summary>
    [Parameter]
    public string? KeyPath { get; set; }

    /// <summary>Files of certificates to add: the chain.</summary>
    [Parameter]
    public string[] ChainPath { get; set; } = [];

    /// <summary>A file for the private key alone; else it goes into a PEM or PFX file with the certificates.</summary>
    [Parameter]
    public string? KeyDestination { get; set; }

    /// <summary>The passphrase of the source and of the key's file.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>The new file's passphrase; the old one when it is not given.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? NewPassphrase { get; set; }

    /// <summary>Writes the key in clear, although the source is encrypted.</summary>
    [Parameter]
    public SwitchParameter NoPassphrase { get; set; }

    /// <summary>Leaves the private key out.</summary>
    [Parameter]
    public SwitchParameter NoKey { get; set; }

    /// <summary>Writes a PFX that old Windows reads: triple DES and SHA-1, which protect little.</summary>
    [Parameter]
    public SwitchParameter Legacy { get; set; }

    /// <summary>Replaces files that exist.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (NoPassphrase && NewPassphrase is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(NoPassphrase), nameof(NewPassphrase)));
        if (NoKey && KeyPath is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(NoKey), nameof(KeyPath)));
        if (NoKey && KeyDestination is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(NoKey), nameof(KeyDestination)));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in ParameterSetName == ByPath ? ResolveExistingPaths(Path, literal: false) : ResolveExistingPaths(LiteralPath, literal: true)) Convert(path);
    }

    private void Convert(string source)
    {
        string target = ResolveNewPath(Destination);
        if (Directory.Exists(target)) target = System.IO.Path.Combine(target, System.IO.Path.ChangeExtension(System.IO.Path.GetFileName(source), ExtensionOf(To)));
        if (!ShouldProcess(source, $"Write certificate as {To} to {target}")) return;
        ForEachInput(source, () =>
        {
            using SecretBuffer? passphrase = Passphrase?.ToUtf8Buffer();
            // An encrypted key stays so unless the user says otherwise.
            using SecretBuffer? next = NoPassphrase ? null : (NewPassphrase ?? Passphrase)?.ToUtf8Buffer();
            WriteObject((TryResolve()?.CertificateFiles ?? new CertificateFiles()).Convert(new CertificateConversion
            {
                Source = source,
                Destination = target,
                Passphrase = passphrase,
                KeyPath = KeyPath is null ? null : ResolveNewPath(KeyPath),
                ChainPaths = [.. ChainPath.Select(ResolveNewPath)],
                KeyDestination = KeyDestination is null ? null : ResolveNewPath(KeyDestination),
                WithoutKey = NoKey,
                Options = new CertificateWriteOptions { Format = To, Passphrase = next, Legacy = Legacy, Overwrite = Force },
            }), enumerateCollection: true);
        });
    }

    private static string ExtensionOf(CertificateFormat format) => format switch
    {
        CertificateFormat.Der => ".der",
        CertificateFormat.Pfx => ".pfx",
        CertificateFormat.P7b => ".p7b",
        _ => ".pem",
    };
}
