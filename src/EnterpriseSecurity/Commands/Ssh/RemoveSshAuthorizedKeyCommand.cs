using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Takes keys out of an authorized_keys file; every other line stays as it is.</summary>
/// <remarks>
/// <para>
/// Finds the lines by fingerprint, by the public key, by a managed key's name or by comment, and takes them out under
/// a lock, with the file replaced whole. All lines of a key go. It asks before; -Force skips the question. A key that
/// is not there is the error AuthorizedKeyNotFound, so that a misspelt fingerprint is noticed.
/// </para>
/// <para>
/// Sessions that are open stay open: sshd looks at the file at login only. A key that also logs in by a certificate
/// or another file still does.
/// </para>
/// <para>
/// A store is needed only for -Name. A connected one gets <c>ssh_authorized_key_removed</c> in its audit trail.
/// </para>
/// </remarks>
/// <example>
/// <para>Take a colleague's keys out.</para>
/// <code>
/// Remove-SshAuthorizedKey -Comment 'ann@*' -Path ./authorized_keys -Force
/// </code>
/// </example>
/// <example>
/// <para>Take a key out by its public key file.</para>
/// <code>
/// Remove-SshAuthorizedKey -PublicKey (Get-Content ./ann.pub) -Path ./authorized_keys -Force
/// </code>
/// </example>
/// <example>
/// <para>Take out what has no comment, after a look.</para>
/// <code>
/// $nameless = Get-SshAuthorizedKey -Path ./authorized_keys | Where-Object Comment -eq ''
/// $nameless | Format-Table LineNumber, Algorithm, Fingerprint
/// $nameless | Remove-SshAuthorizedKey -Force
/// </code>
/// </example>
/// <example>
/// <para>Take a managed key out of the servers' copies of a file.</para>
/// <code>
/// Get-ChildItem ./authorized_keys* -Exclude *.lock |
///     ForEach-Object { Remove-SshAuthorizedKey -Name deploy -Path $_ -Force }
/// </code>
/// </example>
/// <seealso cref="GetSshAuthorizedKeyCommand"/>
/// <seealso cref="AddSshAuthorizedKeyCommand"/>
/// <seealso cref="RemoveSshKeyCommand"/>
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

    /// <summary>The name of a key that the connected store manages.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(SshKeyNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The whole comment; <c>*</c> and <c>?</c> stand for text and for one character. Case counts.</summary>
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
