using System.Management.Automation;
using System.Net;
using System.Text;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>
/// Checks an SSH certificate as a server would: that a trusted authority signed it, that its time is now, and that it
/// is for this account or host.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "SshCertificate")]
[OutputType(typeof(bool), typeof(SshCertificateVerdict))]
public sealed class TestSshCertificateCommand : OptionalStoreCmdlet
{
    /// <summary>The certificate's file; wildcards allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The names of authorities' keys that the store manages.</summary>
    [Parameter]
    [Alias("CaName")]
    [ArgumentCompleter(typeof(SshKeyNameCompleter))]
    public string[] AuthorityName { get; set; } = [];

    /// <summary>Files with authorities' public keys, one a line, as in sshd's TrustedUserCAKeys.</summary>
    [Parameter]
    [Alias("CaPath", "TrustedUserCAKeys")]
    public string[] AuthorityPath { get; set; } = [];

    /// <summary>What it must be.</summary>
    [Parameter]
    public SshCertificateType Type { get; set; } = SshCertificateType.User;

    /// <summary>The account or host name that it must be for; any when it is not given.</summary>
    [Parameter]
    public string? Principal { get; set; }

    /// <summary>When it must be valid; now when it is not given.</summary>
    [Parameter]
    public DateTimeOffset? At { get; set; }

    /// <summary>From which address it is used.</summary>
    [Parameter]
    public IPAddress? SourceAddress { get; set; }

    /// <summary>Writes what was learned instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private List<SshPublicKey> _authorities = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (AuthorityName.Length == 0 && AuthorityPath.Length == 0) ThrowTerminatingError(Errors.AuthorityNeeded());
        _authorities = OrTerminate(null, () => ReadAuthorities().ToList());
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in ResolveExistingPaths(Path, literal: false))
        {
            ForEachInput(path, () =>
            {
                SshCertificate certificate = SshCertificate.Parse(File.ReadAllText(path, Encoding.UTF8).Trim());
                SshCertificateVerification verdict = certificate.Verify(new SshCertificateExpectation
                {
                    TrustedAuthorities = _authorities,
                    Type = Type,
                    Principal = Principal,
                    At = At,
                    SourceAddress = SourceAddress,
                });
                WriteObject(Detailed ? new SshCertificateVerdict(verdict, path) : (object)verdict.IsValid);
            });
        }
    }

    private IEnumerable<SshPublicKey> ReadAuthorities()
    {
        foreach (string name in AuthorityName) yield return Resolve().SshKeys.GetPublicKey(name);
        foreach (string path in AuthorityPath)
        {
            foreach (string line in File.ReadLines(ResolveNewPath(path), Encoding.UTF8).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
            {
                yield return SshPublicKey.Parse(line);
            }
        }
    }
}
