using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>
/// Writes a certificate, its chain and its key to a new file in another form: PEM, DER, PFX or P7B; the source stays
/// as it is.
/// </summary>
/// <remarks>
/// <para>
/// The source is known by its content, never by its name. Pem and Pfx take the key along, when it is in the source or
/// given by -KeyPath; Der is one certificate, P7b certificates without a key. -ChainPath adds the authorities above.
/// A key that is not the certificate's is refused (CertificateKeyMismatch).
/// </para>
/// <para>
/// A key that was encrypted stays encrypted, under the old passphrase unless -NewPassphrase gives another; only
/// -NoPassphrase writes it in clear. A key that was in clear stays so, in a PFX too (which a warning says), unless -NewPassphrase is given.
/// A file with a key is owner-only; -KeyDestination puts the key into a file of its own.
/// </para>
/// <para>
/// A PFX is written with AES-256 and SHA-256, which Windows 10 reads from version 1709 on; -Legacy is for older ones
/// and protects little. An Ed25519 key cannot go into a PFX.
/// </para>
/// <para>
/// No store is needed; a connected one gets <c>certificate_converted</c> in its audit trail. Existing files are
/// replaced with -Force only (CertificateFileExists). Errors a user meets besides: CertificatePassphraseRequired,
/// CertificatePassphraseWrong, CertificateKeyUnsupported.
/// </para>
/// </remarks>
/// <example>
/// <para>Make a PFX for Windows from PEM files, with the authority's certificate in it.</para>
/// <code>
/// $passphrase = Read-Host -AsSecureString 'Passphrase of the PFX'
/// Convert-Cert ./www.crt ./www.pfx -To Pfx -KeyPath ./www.key -ChainPath ./ca.crt -NewPassphrase $passphrase
/// </code>
/// </example>
/// <example>
/// <para>Take a PFX apart for nginx: the certificates in one file, the key in another, in clear and owner-only.</para>
/// <code>
/// $passphrase = Read-Host -AsSecureString 'Passphrase of the PFX'
/// Convert-Cert ./server.pfx ./server.pem -To Pem -KeyDestination ./server.key `
///     -Passphrase $passphrase -NoPassphrase
/// </code>
/// </example>
/// <example>
/// <para>Write the certificates of a folder as DER files into another one.</para>
/// <code>
/// $null = New-Item -ItemType Directory ./der
/// Get-ChildItem ./tls/*.crt | Convert-Cert -Destination ./der -To Der
/// </code>
/// </example>
/// <example>
/// <para>Pack a certificate and its authority into a P7B file, without the key.</para>
/// <code>
/// Convert-Cert ./www.crt ./www.p7b -To P7b -ChainPath ./ca.crt
/// </code>
/// </example>
/// <seealso cref="GetCertInfoCommand"/>
/// <seealso cref="TestCertCommand"/>
/// <seealso cref="NewSelfSignedCertCommand"/>
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

    /// <summary>
    /// The new file, or an existing folder for it; there the file's name is the source's with the form's extension.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Destination { get; set; } = "";

    /// <summary>The new file's form.</summary>
    [Parameter(Mandatory = true)]
    public CertificateFormat To { get; set; }

    /// <summary>The private key's file, when the key is not in the source. -Passphrase opens it.</summary>
    [Parameter]
    public string? KeyPath { get; set; }

    /// <summary>Files of certificates to add after the certificate: the authorities above it.</summary>
    [Parameter]
    public string[] ChainPath { get; set; } = [];

    /// <summary>
    /// A file for the private key alone, PKCS#8 in PEM; else the key goes into a PEM or PFX file with the
    /// certificates.
    /// </summary>
    [Parameter]
    public string? KeyDestination { get; set; }

    /// <summary>The passphrase of the source and of the key's file.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>The new file's passphrase, at least one character; the old one when it is not given.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? NewPassphrase { get; set; }

    /// <summary>Writes the key in clear, although the source is encrypted.</summary>
    [Parameter]
    public SwitchParameter NoPassphrase { get; set; }

    /// <summary>Leaves the private key out.</summary>
    [Parameter]
    public SwitchParameter NoKey { get; set; }

    /// <summary>
    /// Writes a PFX that Windows before 10 version 1709 reads: triple DES and SHA-1, which protect little. Keep such
    /// a file as you would keep the key in clear.
    /// </summary>
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
            IReadOnlyList<CertificateInfo> written = (TryResolve()?.CertificateFiles ?? new CertificateFiles()).Convert(new CertificateConversion
            {
                Source = source,
                Destination = target,
                Passphrase = passphrase,
                KeyPath = KeyPath is null ? null : ResolveNewPath(KeyPath),
                ChainPaths = [.. ChainPath.Select(ResolveNewPath)],
                KeyDestination = KeyDestination is null ? null : ResolveNewPath(KeyDestination),
                WithoutKey = NoKey,
                Options = new CertificateWriteOptions { Format = To, Passphrase = next, Legacy = Legacy, Overwrite = Force },
            });
            // A PFX looks protected whether or not it is.
            if (To == CertificateFormat.Pfx && next is null && written.Any(one => one.HasPrivateKey)) WriteWarning($"The private key in '{target}' is in clear: whoever reads the file has the key. Give -NewPassphrase to protect it.");
            WriteObject(written, enumerateCollection: true);
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
