using System.Management.Automation;
using System.Text;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Says what an SSH certificate allows, to whom, and until when. Whether to believe it is for Test-SshCertificate.</summary>
[Cmdlet(VerbsCommon.Get, "SshCertificate", DefaultParameterSetName = ByPath)]
[OutputType(typeof(SshCertificateInfo))]
public sealed class GetSshCertificateCommand : SecurityCmdlet
{
    private const string ByPath = "Path";
    private const string ByText = "Certificate";

    /// <summary>The certificate's file; wildcards allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [Alias("PSPath")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The certificate's line.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByText)]
    public string[] Certificate { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string text in Certificate) ForEachInput(null, () => WriteObject(new SshCertificateInfo(SshCertificate.Parse(text), null)));
        if (Path.Length == 0) return;
        foreach (string path in ResolveExistingPaths(Path, literal: false))
        {
            ForEachInput(path, () => WriteObject(new SshCertificateInfo(SshCertificate.Parse(File.ReadAllText(path, Encoding.UTF8).Trim()), path)));
        }
    }
}
