using System.Management.Automation;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Lists the keys that may log in by an authorized_keys file, with their options.</summary>
/// <remarks>
/// <para>
/// One object a line: kind, size, fingerprint, comment, options and line number. Lines that cannot be read, and
/// rights for which sshd would not use the file (others can write it, its folder or a folder above; it belongs to
/// someone else), are warnings. A file that is not there holds nothing, and is no error.
/// </para>
/// <para>No store is needed; a connected one gets <c>ssh_key_listed</c> in its audit trail.</para>
/// </remarks>
/// <example>
/// <para>List who can log in to this account.</para>
/// <code>
/// Get-SshAuthorizedKey
/// </code>
/// </example>
/// <example>
/// <para>List the keys of a file without any limit, which can do everything from everywhere.</para>
/// <code>
/// Get-SshAuthorizedKey -Path ./authorized_keys | Where-Object { -not $_.Option } |
///     Select-Object LineNumber, Comment, Fingerprint
/// </code>
/// </example>
/// <example>
/// <para>See whether a managed key can log in.</para>
/// <code>
/// Get-SshAuthorizedKey (Get-SshKeyFingerprint deploy) -Path ./authorized_keys
/// </code>
/// </example>
/// <example>
/// <para>Take out what is no Ed25519 or ECDSA key.</para>
/// <code>
/// Get-SshAuthorizedKey -Path ./authorized_keys | Where-Object Algorithm -In 'ssh-rsa', 'ssh-dss' |
///     Remove-SshAuthorizedKey -Force
/// </code>
/// </example>
/// <seealso cref="AddSshAuthorizedKeyCommand"/>
/// <seealso cref="RemoveSshAuthorizedKeyCommand"/>
/// <seealso cref="GetSshKeyFingerprintCommand"/>
[Cmdlet(VerbsCommon.Get, "SshAuthorizedKey")]
[OutputType(typeof(SshAuthorizedKeyInfo))]
public sealed class GetSshAuthorizedKeyCommand : SshAuthorizedKeyCmdlet
{
    /// <summary>Only the key with this fingerprint, <c>SHA256:…</c> or <c>MD5:…</c>.</summary>
    [Parameter(Position = 0)]
    public string? Fingerprint { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string path = ResolveNewPath(Path);
        ForEachInput(path, () =>
        {
            SshAuthorizedKeysContent content = KeyFiles.GetAuthorizedKeys(path);
            foreach (SshPermissionFinding finding in new SshAuthorizedKeys(path).CheckPermissions()) WriteWarning(finding.Message);
            foreach (SshLineProblem problem in content.Problems) WriteWarning($"{path}:{problem.LineNumber}: {problem.Message}");
            foreach (SshAuthorizedKeyEntry entry in content.Entries)
            {
                if (Fingerprint is null || entry.HasFingerprint(Fingerprint)) WriteObject(new SshAuthorizedKeyInfo(path, entry));
            }
        });
    }
}
