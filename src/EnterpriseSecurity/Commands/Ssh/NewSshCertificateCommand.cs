using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Signs an SSH user or host certificate for a key, with an authority's key.</summary>
/// <remarks>
/// <para>
/// A server that trusts an authority's key (TrustedUserCAKeys) lets in whoever shows a certificate of it, with no
/// authorized_keys to keep; a client that trusts one (<c>@cert-authority</c> in known_hosts) knows hosts without
/// asking. The authority is an SSH key of the connected store (-AuthorityName) or a key file (-AuthorityPath).
/// </para>
/// <para>
/// The certificate is written beside the key as <c>NAME-cert.pub</c>, where ssh looks for it, in OpenSSH's format
/// (PROTOCOL.certkeys). Only the public part of the key is needed, so a colleague's <c>.pub</c> file is enough. An
/// existing certificate file is replaced with -Force only (SshKeyFileExists).
/// </para>
/// <para>
/// A certificate without a time or without principals would speak for everyone for ever. So it lasts a day unless
/// -ExpiresIn or -ExpiresAt says otherwise, and without -Principal it is refused unless -AnyPrincipal is given
/// (SshCertificateRequestInvalid). There is no revocation here: keep the time short. -ForceCommand and -SourceAddress
/// bind a user certificate further.
/// </para>
/// <para>
/// A connected store's audit trail gets <c>ssh_certificate_signed</c> with key, authority, serial number, principals
/// and end.
/// </para>
/// </remarks>
/// <example>
/// <para>Let a colleague log in as deploy for a working day.</para>
/// <code>
/// $passphrase = Read-Host -AsSecureString 'Passphrase of the authority'
/// New-SshCertificate -Path ./ann.pub -AuthorityName user-ca -Passphrase $passphrase `
///     -Principal deploy -ExpiresIn 8h -KeyId 'ann, ticket 4711' -Force
/// </code>
/// <para>The certificate is ./ann-cert.pub; its key id is in the server's log at each login.</para>
/// </example>
/// <example>
/// <para>Make a host authority and a host certificate, without a store.</para>
/// <code>
/// $authority = New-SshKeyPair -Path ./host_ca -Comment 'host CA'
/// New-SshCertificate -Path ./ssh_host_ed25519_key.pub -AuthorityPath $authority.Path -Type Host `
///     -Principal web01.example.com, web01 -ExpiresIn 90d
/// "@cert-authority *.example.com $(Export-SshPublicKey -Path ./host_ca)" | Set-Content ./known_hosts
/// </code>
/// </example>
/// <example>
/// <para>
/// Give every managed key whose name begins with agent a certificate that runs one command from one network.
/// </para>
/// <code>
/// New-SshKeyPair -Count 3 -Prefix agent |
///     New-SshCertificate -AuthorityPath ./user_ca -Principal backup -ExpiresIn 30d `
///         -ForceCommand '/usr/bin/backup' -SourceAddress 10.0.0.0/8 -Extension @() |
///     Select-Object KeyId, ValidBefore, Path
/// </code>
/// </example>
/// <seealso cref="GetSshCertificateCommand"/>
/// <seealso cref="TestSshCertificateCommand"/>
/// <seealso cref="NewSshKeyPairCommand"/>
/// <seealso cref="AddSshAgentKeyCommand"/>
[Cmdlet(VerbsCommon.New, "SshCertificate", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SshCertificateInfo))]
public sealed class NewSshCertificateCommand : SshKeyCmdlet
{
    /// <summary>The name of the authority's key in the connected store. Give this or -AuthorityPath.</summary>
    [Parameter]
    [Alias("CaName")]
    [ArgumentCompleter(typeof(SshKeyNameCompleter))]
    public string? AuthorityName { get; set; }

    /// <summary>The authority's private key file. Give this or -AuthorityName.</summary>
    [Parameter]
    [Alias("CaPath")]
    public string? AuthorityPath { get; set; }

    /// <summary>The passphrase of the authority's key, when it has one.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>
    /// Whether it is a user's, to log in with, or a host's, to be known by; a user's when it is not given.
    /// </summary>
    [Parameter]
    public SshCertificateType Type { get; set; } = SshCertificateType.User;

    /// <summary>
    /// What to call the certificate; it is in the server's log at each login. The key's name when it is not given.
    /// </summary>
    [Parameter]
    public string? KeyId { get; set; }

    /// <summary>The accounts that it may log in to, or the names of the host, in lower case.</summary>
    [Parameter]
    [Alias("Principals")]
    public string[] Principal { get; set; } = [];

    /// <summary>
    /// Signs a certificate that names no principals. sshd refuses such a user's certificate by TrustedUserCAKeys, and
    /// takes it for every account whose authorized_keys has the authority; ssh may take a host's for every host.
    /// </summary>
    [Parameter]
    public SwitchParameter AnyPrincipal { get; set; }

    /// <summary>For how long it is valid, as in <c>8h</c>; one day when neither this nor -ExpiresAt is given.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>Until when it is valid. Give this or -ExpiresIn.</summary>
    [Parameter]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>From when it is valid; five minutes ago, for clocks that differ, when it is not given.</summary>
    [Parameter]
    public DateTimeOffset? ValidAfter { get; set; }

    /// <summary>
    /// The serial number, 0 to 18446744073709551615; 0 when it is not given. It is for revocation lists (KRL) and
    /// logs.
    /// </summary>
    [Parameter]
    public ulong Serial { get; set; }

    /// <summary>The only command that the user may run; for user certificates.</summary>
    [Parameter]
    public string? ForceCommand { get; set; }

    /// <summary>
    /// From where the user may log in: addresses and networks, as in <c>10.0.0.0/8</c>; for user certificates. From
    /// anywhere when it is not given.
    /// </summary>
    [Parameter]
    public string[] SourceAddress { get; set; } = [];

    /// <summary>
    /// What the user may do, as in <c>permit-pty</c>. When it is not given, what ssh-keygen allows: agent, port and
    /// X11 forwarding, terminals and rc files; nothing with <c>@()</c>.
    /// </summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Extension { get; set; }

    /// <summary>The certificate's file; beside the key, as <c>NAME-cert.pub</c>, when it is not given.</summary>
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
                ValidBefore = ExpiresAt ?? Later(ValidAfter ?? now, ExpiresIn ?? TimeSpan.FromDays(1)),
                Serial = Serial,
                ForceCommand = ForceCommand,
                SourceAddresses = SourceAddress,
                Extensions = Extension?.Distinct().ToDictionary(name => name, _ => ""),
            };
            using SecretBuffer? passphrase = Buffer(Passphrase);
            using SshPrivateKey ca = authority.Open(passphrase);
            SshCertificate certificate = KeyFiles.SignCertificate(request, ca);
            string path = Destination is null ? BesideKey(key.Path) : ResolveNewPath(Destination);
            SshKeyFiles.WritePublic(path, certificate.ToOpenSsh() + "\n", Force);
            WriteObject(new SshCertificateInfo(certificate, path));
        });
    }

    private static DateTimeOffset Later(DateTimeOffset at, TimeSpan by) => by > DateTimeOffset.MaxValue - at ? DateTimeOffset.MaxValue : at + by;

    private static string BesideKey(string path) =>
        (path.EndsWith(".pub", StringComparison.Ordinal) ? path[..^4] : path) + "-cert.pub";
}
