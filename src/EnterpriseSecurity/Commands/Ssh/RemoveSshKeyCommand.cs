using System.Management.Automation;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>
/// Overwrites and deletes an SSH key pair, and takes it out of the store. Overwriting reaches the file's own blocks on
/// a plain disk; an SSD, a snapshot, a journal or a backup may keep the old ones, against which only a passphrase helps.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "SshKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByName)]
[OutputType(typeof(void))]
public sealed class RemoveSshKeyCommand : SshKeyCmdlet
{
    /// <summary>Takes the key out of the store, and leaves its files; only for files outside of the store.</summary>
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
