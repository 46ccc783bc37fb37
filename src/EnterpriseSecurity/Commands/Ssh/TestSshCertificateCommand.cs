using System.Management.Automation;
using System.Net;
using System.Text;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Checks an SSH certificate as a server or client would, against the authorities that it trusts.</summary>
/// <remarks>
/// <para>
/// Writes $true or $false: a trusted authority signed it, with an algorithm that is still safe; it is of the wanted
/// type; its time is now (or at -At); it is for -Principal; it has no critical option that is unknown; and it may be
/// used from -SourceAddress. A certificate that is bound to addresses fails when no -SourceAddress is given. Nothing
/// that a certificate says counts before its signature is checked.
/// </para>
/// <para>
/// -Detailed writes an object with IsValid, Refusal (one word, such as Expired or PrincipalNotAllowed) and Reason.
/// Without -Principal any principal passes, which is not what a server does: name the account.
/// </para>
/// <para>
/// The authorities are given by -AuthorityPath, as files in the form of TrustedUserCAKeys, or by -AuthorityName as
/// keys of the connected store; at least one is needed (AuthorityNeeded). Revocation lists (KRL) are not looked at. A
/// file that is no certificate is the error SshCertificateMalformed.
/// </para>
/// </remarks>
/// <example>
/// <para>See whether a certificate would let someone in as deploy.</para>
/// <code>
/// Test-SshCertificate ./ann-cert.pub -AuthorityPath ./user_ca.pub -Principal deploy
/// </code>
/// </example>
/// <example>
/// <para>Learn why it is refused for another account.</para>
/// <code>
/// Test-SshCertificate ./ann-cert.pub -AuthorityPath ./user_ca.pub -Principal root -Detailed |
///     Select-Object IsValid, Refusal, Reason
/// </code>
/// </example>
/// <example>
/// <para>Find the certificates that will no longer hold in a week.</para>
/// <code>
/// Get-ChildItem ./*-cert.pub |
///     Test-SshCertificate -AuthorityName user-ca -At (Get-Date).AddDays(7) -Detailed |
///     Where-Object { -not $_.IsValid }
/// </code>
/// </example>
/// <seealso cref="GetSshCertificateCommand"/>
/// <seealso cref="NewSshCertificateCommand"/>
/// <seealso cref="TestSshKeyCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "SshCertificate", DefaultParameterSetName = ByPath)]
[OutputType(typeof(bool), typeof(SshCertificateVerdict))]
public sealed class TestSshCertificateCommand : OptionalStoreCmdlet
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

    /// <summary>The names of authorities' keys that the connected store manages.</summary>
    [Parameter]
    [Alias("CaName")]
    [ArgumentCompleter(typeof(SshKeyNameCompleter))]
    public string[] AuthorityName { get; set; } = [];

    /// <summary>
    /// Files with authorities' public keys, one a line, as in sshd's TrustedUserCAKeys; empty lines and those that
    /// begin with # are passed over.
    /// </summary>
    [Parameter]
    [Alias("CaPath", "TrustedUserCAKeys")]
    public string[] AuthorityPath { get; set; } = [];

    /// <summary>Whether it must be a user's or a host's; a user's when it is not given.</summary>
    [Parameter]
    public SshCertificateType Type { get; set; } = SshCertificateType.User;

    /// <summary>
    /// The account or host name that it must be for; any when it is not given. A host name is compared in lower case.
    /// </summary>
    [Parameter]
    public string? Principal { get; set; }

    /// <summary>When it must be valid; now when it is not given.</summary>
    [Parameter]
    public DateTimeOffset? At { get; set; }

    /// <summary>
    /// The address from which it is used. A certificate that is bound to addresses is refused without it.
    /// </summary>
    [Parameter]
    public IPAddress? SourceAddress { get; set; }

    /// <summary>
    /// Writes an object with the verdict, its reason and the certificate's key id, serial number and end, instead of
    /// true or false.
    /// </summary>
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
        foreach (string path in ParameterSetName == ByLiteralPath ? ResolveExistingPaths(LiteralPath, literal: true) : ResolveExistingPaths(Path, literal: false))
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
