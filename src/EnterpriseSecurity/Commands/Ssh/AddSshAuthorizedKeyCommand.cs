using System.Management.Automation;
using System.Text;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>
/// Lets keys log in by an authorized_keys file. A key that is there already is not added twice; other lines stay as
/// they are, and the file and its folder get the rights that sshd asks for.
/// </summary>
[Cmdlet(VerbsCommon.Add, "SshAuthorizedKey", SupportsShouldProcess = true, DefaultParameterSetName = ByText)]
[OutputType(typeof(SshAuthorizedKeyInfo))]
public sealed class AddSshAuthorizedKeyCommand : SshAuthorizedKeyCmdlet
{
    private const string ByText = "PublicKey";
    private const string ByName = "Name";
    private const string ByFile = "PublicKeyPath";

    /// <summary>The public key's line, as in <c>id_ed25519.pub</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByText)]
    [Alias("Key")]
    public string[] PublicKey { get; set; } = [];

    /// <summary>The name of a key that the store manages.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(SshKeyNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The public key's file.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByFile)]
    public string[] PublicKeyPath { get; set; } = [];

    /// <summary>From where the key may log in: addresses, host names or networks, with wildcards and <c>!</c>.</summary>
    [Parameter]
    public string[] From { get; set; } = [];

    /// <summary>The only command that the key may run.</summary>
    [Parameter]
    public string? Command { get; set; }

    /// <summary>Until when the key may log in.</summary>
    [Parameter]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Forbids forwarding, terminals and rc files, except for what other options allow.</summary>
    [Parameter]
    public SwitchParameter Restrict { get; set; }

    /// <summary>Further options as sshd(8) has them, as in <c>no-pty</c> or <c>environment="A=b"</c>.</summary>
    [Parameter]
    public string[] Option { get; set; } = [];

    /// <summary>Another comment than the key's.</summary>
    [Parameter]
    public string? Comment { get; set; }

    /// <summary>Gives a key that is there already these options.</summary>
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
