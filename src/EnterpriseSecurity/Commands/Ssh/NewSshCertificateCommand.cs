using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>
/// Signs a user or host certificate for a key with an authority's key. It is written beside the key, with
/// <c>-cert.pub</c>, where ssh looks for it.
/// </summary>
[Cmdlet(VerbsCommon.New, "SshCertificate", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SshCertificateInfo))]
public sealed class NewSshCertificateCommand : SshKeyCmdlet
{
    /// <summary>The name of the authority's key that the store manages.</summary>
    [Parameter]
    [Alias("CaName")]
    [ArgumentCompleter(typeof(SshKeyNameCompleter))]
    public string? AuthorityName { get; set; }

    /// <summary>The authority's private key file.</summary>
    [Parameter]
    [Alias("CaPath")]
    public string? AuthorityPath { get; set; }

    /// <summary>The passphrase of the authority's key.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>A user's certificate, to log in with, or a host's, to be known by.</summary>
    [Parameter]
    public SshCertificateType Type { get; set; } = SshCertificateType.User;

    /// <summary>What to call it; it is in the server's log at each login. The key's name when it is not given.</summary>
    [Parameter]
    public string? KeyId { get; set; }

    /// <summary>The accounts that it may log in to, or the names of the host.</summary>
    [Parameter]
    [Alias("Principals")]
    public string[] Principal { get; set; } = [];

    /// <summary>Signs a certificate for every account or host name there is.</summary>
    [Parameter]
    public SwitchParameter AnyPrincipal { get; set; }

    /// <summary>For how long it is valid, as in <c>8h</c>; one day when neither this nor an end is given.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>Until when it is valid.</summary>
    [Parameter]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>From when it is valid; five minutes ago, for clocks that differ, when it is not given.</summary>
    [Parameter]
    public DateTimeOffset? ValidAfter { get; set; }

    /// <summary>The serial number.</summary>
    [Parameter]
    public ulong Serial { get; set; }

    /// <summary>The only command that a user may run.</summary>
    [Parameter]
    public string? ForceCommand { get; set; }

    /// <summary>From where a user may log in: addresses and networks.</summary>
    [Parameter]
    public string[] SourceAddress { get; set; } = [];

    /// <summary>What a user may do, as in <c>permit-pty</c>; what ssh-keygen allows when it is not given, nothing with <c>@()</c>.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Extension { get; set; }

    /// <summary>Where to write it; beside the key when it is not given.</summary>
    [Parameter]
    public string? Destination { get; set; }

    /// <summary>Replaces a certificate file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (AuthorityName is null == AuthorityPath is null) ThrowTerminatingError(Errors.AuthorityNeeded());
        if (ExpiresIn is not null && ExpiresAt is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(ExpiresIn), nameof(ExpiresAt)));
    }

    private protected override void ProcessKey(SshKeyTarget target)
    {
        SshKeyTarget authority = AuthorityPath is null ? SshKeyTarget.Managed(Resolve(), AuthorityName!) : SshKeyTarget.File(TryResolve(), ResolveNewPath(AuthorityPath));
        if (!ShouldProcess(target.ToString(), $"Sign {Type} certificate with {authority}")) return;
        ForEachInput(target.ToString(), () =>
        {
            SshKeyInfo key = target.Get();
            DateTimeOffset now = DateTimeOffset.UtcNow;
            SshCertificateRequest request = new()
            {
                PublicKey = target.GetPublicKey(),
                Type = Type,
                KeyId = KeyId ?? key.Name,
                Principals = Principal,
                AllowAnyPrincipal = AnyPrincipal,
                ValidAfter = ValidAfter ?? now.AddMinutes(-5),
                ValidBefore = ExpiresAt ?? (ValidAfter ?? now) + (ExpiresIn ?? TimeSpan.FromDays(1)),
                Serial = Serial,
                ForceCommand = ForceCommand,
                SourceAddresses = SourceAddress,
                Extensions = Extension?.ToDictionary(name => name, _ => ""),
            };
            using SecretBuffer? passphrase = Buffer(Passphrase);
            using SshPrivateKey ca = authority.Open(passphrase);
            SshCertificate certificate = KeyFiles.SignCertificate(request, ca);
            string path = Destination is null ? BesideKey(key.Path) : ResolveNewPath(Destination);
            SshKeyFiles.WritePublic(path, certificate.ToOpenSsh() + "\n", Force);
            WriteObject(new SshCertificateInfo(certificate, path));
        });
    }

    private static string BesideKey(string path) =>
        (path.EndsWith(".pub", StringComparison.Ordinal) ? path[..^4] : path) + "-cert.pub";
}
