using System.Management.Automation;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Overwrites and deletes an SSH key pair, and takes it out of the store.</summary>
/// <remarks>
/// <para>
/// The private key file is overwritten with random bytes and deleted, and the public key file is deleted. A managed
/// key's record goes in the same transaction, and <c>ssh_key_deleted</c> stays in the audit trail. It asks before it
/// does so; -Force skips the question.
/// </para>
/// <para>
/// Overwriting reaches the file's own blocks on a plain disk. An SSD, a copy-on-write file system, a snapshot, a
/// journal or a backup may keep the old ones; against those only a passphrase helps. So take the key out of every
/// authorized_keys that trusts it, whatever happens to the file. Dated backups of earlier rotations and a certificate
/// beside the key stay.
/// </para>
/// <para>
/// With -KeepFile a managed key whose files are outside the store's folder is forgotten, and its files stay. A file
/// that is a symbolic link is refused (SshKeyFileIsLink). A name that does not exist is SshKeyNotFound.
/// </para>
/// </remarks>
/// <example>
/// <para>Remove a managed key after it was replaced on every server.</para>
/// <code>
/// Remove-SshKey deploy -Force
/// </code>
/// </example>
/// <example>
/// <para>Erase a key pair in the present folder, without a store.</para>
/// <code>
/// Remove-SshKey -Path ./id_ed25519 -Force
/// </code>
/// </example>
/// <example>
/// <para>See what would be removed, then remove it.</para>
/// <code>
/// Get-SshKey o* | Remove-SshKey -WhatIf
/// Get-SshKey o* | Remove-SshKey -Force
/// </code>
/// </example>
/// <example>
/// <para>Have the store forget a key whose files stay in use elsewhere.</para>
/// <code>
/// $null = New-SshKeyPair -Name web02 -Path ./id_web02
/// Remove-SshKey web02 -KeepFile -Force
/// </code>
/// </example>
/// <seealso cref="RemoveSshAuthorizedKeyCommand"/>
/// <seealso cref="UpdateSshKeyPairCommand"/>
/// <seealso cref="GetSshKeyCommand"/>
[Cmdlet(VerbsCommon.Remove, "SshKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByName)]
[OutputType(typeof(void))]
public sealed class RemoveSshKeyCommand : SshKeyCmdlet
{
    /// <summary>
    /// Takes the key out of the store and leaves its files; only for a managed key whose files are outside of the
    /// store's folder.
    /// </summary>
    [Parameter]
    public SwitchParameter KeepFile { get; set; }

    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void ProcessKey(SshKeyTarget target)
    {
        if (KeepFile && !target.IsManaged)
        {
            WriteError(Errors.NothingToRemove(target.ToString()));
            return;
        }

        if (!Confirm(Force, target.ToString(), KeepFile ? "Take SSH key out of the store" : "Overwrite and delete SSH key")) return;
        if (ForEachInput(target.ToString(), () => target.Remove(KeepFile)) && !KeepFile)
        {
            WriteVerbose($"'{target}' was overwritten and deleted. An SSD, a snapshot or a backup may still hold it: replace the key wherever it was trusted.");
        }
    }
}
