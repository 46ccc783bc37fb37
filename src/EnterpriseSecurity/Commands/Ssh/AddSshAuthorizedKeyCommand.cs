using System.Management.Automation;
using System.Text;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Lets public keys log in by an authorized_keys file, with options, once each.</summary>
/// <remarks>
/// <para>
/// Adds one line a key at the end of the file, unless the key is there already; then -Force gives the line these
/// options, and otherwise nothing is changed. Every other line keeps its bytes. The file is changed under a lock and
/// replaced whole. A new file and its folder get the rights that sshd asks for (StrictModes), and a file or folder
/// that others can write is refused (SshAuthorizedKeysTooOpen), because sshd would not use it.
/// </para>
/// <para>
/// Options limit what the key may do: -From, -Command, -ExpiresAt, -Restrict and any other of sshd(8) by -Option.
/// They are checked before they are written, because sshd rejects a line with an option that it does not know. For a
/// key that only a machine uses, -Restrict with -Command is the shortest safe set.
/// </para>
/// <para>
/// Keys come as text, as files, or from the connected store by name; only the last needs a store. A connected store's
/// audit trail gets <c>ssh_authorized_key_added</c> with the file, fingerprint and options. Errors a user meets:
/// SshKeyMalformed (not a public key's line), SshAuthorizedKeyOptionInvalid, SshKeyUnsupported (DSA),
/// SshAuthorizedKeysRefused (not your file).
/// </para>
/// </remarks>
/// <example>
/// <para>Let a managed key log in.</para>
/// <code>
/// Add-SshAuthorizedKey -Name deploy -Path ./authorized_keys
/// </code>
/// </example>
/// <example>
/// <para>Let a colleague in for a week, from the office network.</para>
/// <code>
/// Add-SshAuthorizedKey -PublicKeyPath ./ann.pub -Path ./authorized_keys `
///     -From 10.20.0.0/16 -ExpiresAt (Get-Date).AddDays(7)
/// </code>
/// </example>
/// <example>
/// <para>Let a backup job run one command and nothing else.</para>
/// <code>
/// New-SshKeyPair -Path ./id_backup -Comment backup |
///     Add-SshAuthorizedKey -Path ./authorized_keys -Restrict -Command '/usr/bin/rrsync -ro /srv/data'
/// </code>
/// </example>
/// <example>
/// <para>Add the lines of a file, and see which are new.</para>
/// <code>
/// Get-Content ./ann.pub | Add-SshAuthorizedKey -Path ./authorized_keys -Verbose
/// </code>
/// </example>
/// <seealso cref="GetSshAuthorizedKeyCommand"/>
/// <seealso cref="RemoveSshAuthorizedKeyCommand"/>
/// <seealso cref="ExportSshPublicKeyCommand"/>
/// <seealso cref="NewSshCertificateCommand"/>
[Cmdlet(VerbsCommon.Add, "SshAuthorizedKey", SupportsShouldProcess = true, DefaultParameterSetName = ByText)]
[OutputType(typeof(SshAuthorizedKeyInfo))]
public sealed class AddSshAuthorizedKeyCommand : SshAuthorizedKeyCmdlet
{
    private const string ByText = "PublicKey";
    private const string ByName = "Name";
    private const string ByFile = "PublicKeyPath";

    /// <summary>
    /// The authorized_keys file. <c>.ssh/authorized_keys</c> in the home folder of the user who runs this when it is
    /// not given.
    /// </summary>
    // Not from the pipeline: a key's own Path is its private key file.
    [Parameter]
    [Alias("AuthorizedKeysPath")]
    public override string Path { get; set; } = SshAuthorizedKeys.DefaultPath;

    /// <summary>The public key's line, as in <c>id_ed25519.pub</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByText)]
    [Alias("Key")]
    public string[] PublicKey { get; set; } = [];

    /// <summary>The name of a key that the connected store manages.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(SshKeyNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The public key's file; wildcard characters stand for themselves.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByFile)]
    public string[] PublicKeyPath { get; set; } = [];

    /// <summary>
    /// From where the key may log in: addresses, host names or networks, with wildcards, and <c>!</c> in front of
    /// what is excluded. From anywhere when it is not given.
    /// </summary>
    [Parameter]
    public string[] From { get; set; } = [];

    /// <summary>The only command that the key may run, whatever the client asks for.</summary>
    [Parameter]
    public string? Command { get; set; }

    /// <summary>
    /// Until when the key may log in; for ever when it is not given. It is written in UTC, which sshd of OpenSSH 9.1
    /// and later reads; an older one refuses the key.
    /// </summary>
    [Parameter]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>
    /// Forbids forwarding, terminals and rc files, and whatever later versions of sshd add, except for what other
    /// options allow again.
    /// </summary>
    [Parameter]
    public SwitchParameter Restrict { get; set; }

    /// <summary>
    /// Further options as sshd(8) has them, as in <c>no-pty</c>, <c>pty</c> or <c>environment="A=b"</c>.
    /// </summary>
    [Parameter]
    public string[] Option { get; set; } = [];

    /// <summary>Another comment than the key's. A key that is there already keeps its own.</summary>
    [Parameter]
    public string? Comment { get; set; }

    /// <summary>
    /// Gives a key that is there already these options; without options, takes the ones that it has away.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string text in PublicKey) Add(text, () => SshPublicKey.Parse(text));
        foreach (string name in Name) Add(name, () => Resolve().SshKeys.GetPublicKey(name));
        if (PublicKeyPath.Length > 0)
        {
            foreach (string file in ResolveExistingPaths(PublicKeyPath, literal: true)) Add(file, () => SshPublicKey.Parse(File.ReadAllText(file, Encoding.UTF8)));
        }
    }

    private void Add(string source, Func<SshPublicKey> read)
    {
        string path = ResolveNewPath(Path);
        ForEachInput(source, () =>
        {
            SshPublicKey key = read();
            if (!ShouldProcess(path, $"Authorize key {key.GetFingerprint()}")) return;
            SshAuthorizedKeyAddition added = KeyFiles.AddAuthorizedKey(path, key, Options(), Comment, Force);
            WriteVerbose($"{key.GetFingerprint()}: {added.Outcome}");
            WriteObject(new SshAuthorizedKeyInfo(path, added.Entry));
        });
    }

    private List<SshKeyOption> Options()
    {
        List<SshKeyOption> options = [];
        if (Restrict) options.Add(new SshKeyOption("restrict"));
        if (From.Length > 0) options.Add(new SshKeyOption("from", string.Join(',', From)));
        if (Command is not null) options.Add(new SshKeyOption("command", Command));
        if (ExpiresAt is { } end) options.Add(new SshKeyOption("expiry-time", end.UtcDateTime.ToString("yyyyMMddHHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture)));
        foreach (string text in Option) options.AddRange(SshKeyOption.ParseList(text));
        return options;
    }
}
