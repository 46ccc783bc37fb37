using System.Management.Automation;
using System.Text;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Says what an SSH certificate allows, to whom, and until when.</summary>
/// <remarks>
/// <para>
/// Reads an OpenSSH certificate (<c>-cert.pub</c>) and shows its type, key id, serial number, principals, times,
/// critical options, extensions, and the fingerprints of the certified key and of the authority. Nothing is verified:
/// whether to believe it is for Test-SshCertificate.
/// </para>
/// <para>No store is needed. Text that is no certificate is SshCertificateMalformed.</para>
/// </remarks>
/// <example>
/// <para>Look at a certificate's principals and end.</para>
/// <code>
/// Get-SshCertificate ./ann-cert.pub | Select-Object KeyId, Principal, ValidBefore
/// </code>
/// </example>
/// <example>
/// <para>List the certificates of a folder that end within a day.</para>
/// <code>
/// Get-SshCertificate ./*-cert.pub | Where-Object ValidBefore -lt (Get-Date).AddDays(1) | Sort-Object ValidBefore
/// </code>
/// </example>
/// <example>
/// <para>Read the certificate that a user sent as text.</para>
/// <code>
/// $line = Get-Content ./ann-cert.pub -Raw
/// (Get-SshCertificate -Certificate $line).Extension
/// </code>
/// </example>
/// <example>
/// <para>See which authority of the store signed it.</para>
/// <code>
/// $certificate = Get-Item ./ann-cert.pub | Get-SshCertificate
/// Get-SshKey | Where-Object Fingerprint -eq $certificate.AuthorityFingerprint
/// </code>
/// </example>
/// <seealso cref="TestSshCertificateCommand"/>
/// <seealso cref="NewSshCertificateCommand"/>
[Cmdlet(VerbsCommon.Get, "SshCertificate", DefaultParameterSetName = ByPath)]
[OutputType(typeof(SshCertificateInfo))]
public sealed class GetSshCertificateCommand : SecurityCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";
    private const string ByText = "Certificate";

    /// <summary>The certificate's file; wildcards allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The certificate's file; wildcard characters stand for themselves.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The certificate's line, as in <c>id_ed25519-cert.pub</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByText)]
    public string[] Certificate { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string text in Certificate) ForEachInput(null, () => WriteObject(new SshCertificateInfo(SshCertificate.Parse(text), null)));
        foreach (string path in ParameterSetName == ByLiteralPath ? ResolveExistingPaths(LiteralPath, literal: true) : ResolveExistingPaths(Path, literal: false))
        {
            ForEachInput(path, () => WriteObject(new SshCertificateInfo(SshCertificate.Parse(File.ReadAllText(path, Encoding.UTF8).Trim()), path)));
        }
    }
}
