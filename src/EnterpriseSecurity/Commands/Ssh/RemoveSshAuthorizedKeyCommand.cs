using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Takes keys out of an authorized_keys file; every other line stays as it is.</summary>
[Cmdlet(VerbsCommon.Remove, "SshAuthorizedKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByFingerprint)]
[OutputType(typeof(void))]
public sealed class RemoveSshAuthorizedKeyCommand : SshAuthorizedKeyCmdlet
{
    private const string ByFingerprint = "Fingerprint";
    private const string ByText = "PublicKey";
    private const string ByName = "Name";
    private const string ByComment = "Comment";

    /// <summary>The key's fingerprint, <c>SHA256:…</c> or <c>MD5:…</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByFingerprint)]
    public string[] Fingerprint { get; set; } = [];

    /// <summary>The public key's line.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByText)]
    [Alias("Key")]
    public string[] PublicKey { get; set; } = [];

    /// <summary>The name of a key that the store manages.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(SshKeyNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The comment; wildcards allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByComment)]
    [SupportsWildcards]
    public string[] Comment { get; set; } = [];

    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string path = ResolveNewPath(Path);
        foreach (string fingerprint in Fingerprint) Remove(path, fingerprint, () => KeyFiles.RemoveAuthorizedKey(path, fingerprint));
        foreach (string text in PublicKey) Remove(path, text, () => KeyFiles.RemoveAuthorizedKey(path, SshPublicKey.Parse(text).GetFingerprint()));
        foreach (string name in Name) Remove(path, name, () => KeyFiles.RemoveAuthorizedKey(path, Resolve().SshKeys.GetPublicKey(name).GetFingerprint()));
        foreach (string comment in Comment) Remove(path, comment, () => KeyFiles.RemoveAuthorizedKeysByComment(path, comment));
    }

    private void Remove(string path, string what, Func<IReadOnlyList<SshAuthorizedKeyEntry>> remove)
    {
        if (!Confirm(Force, path, $"Take key '{what}' out of")) return;
        ForEachInput(what, () =>
        {
            if (remove().Count == 0) WriteError(Errors.AuthorizedKeyNotFound(what, path));
        });
    }
}
