using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>The base of the cmdlets that look at certificates: in files, or as .NET, Get-PfxCertificate and the Cert: drive have them.</summary>
public abstract class CertificateCmdlet : OptionalStoreCmdlet
{
    private protected const string ByPath = "Path";
    private protected const string ByLiteralPath = "LiteralPath";
    private protected const string ByCertificate = "Certificate";
    private protected const string ByName = "Name";

    /// <summary>Certificate files in PEM, DER, PFX or P7B; wildcards allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Certificate files; wildcard characters stand for themselves.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "LP", "CertificatePath")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Certificates as Get-PfxCertificate, Get-ChildItem Cert: or .NET give them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByCertificate)]
    public X509Certificate2[] Certificate { get; set; } = [];

    /// <summary>Names of certificates that the connected store manages; case does not matter.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(CertificateNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The passphrase of a PFX file.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>Certificates of files and endpoints, with the audit trail of the store if there is one.</summary>
    private protected CertificateFiles Files => TryResolve()?.CertificateFiles ?? new CertificateFiles();

    /// <summary>The files that were given.</summary>
    private protected IReadOnlyList<string> ResolvePaths() => ParameterSetName switch
    {
        ByPath => ResolveExistingPaths(Path, literal: false),
        ByLiteralPath => ResolveExistingPaths(LiteralPath, literal: true),
        _ => [],
    };

    /// <summary>A certificate of the store, with its chain; the caller disposes of it.</summary>
    private protected CertificateBundle OpenManaged(string name, out string? path)
    {
        IssuedCertificate managed = Resolve().Certificates.Get(name);
        path = managed.CertificatePath;
        return CertificateFile.Parse(Encoding.ASCII.GetBytes(managed.Certificate), withPrivateKey: false);
    }

    /// <summary>A passphrase in a buffer that the caller disposes; null when it was not given.</summary>
    private protected static SecretBuffer? Buffer(SecureString? passphrase) => passphrase?.ToUtf8Buffer();
}
