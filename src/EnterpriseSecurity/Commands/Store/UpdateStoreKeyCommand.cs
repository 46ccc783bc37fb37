using System.Management.Automation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Rotates the store's data keys.</summary>
[Cmdlet(VerbsData.Update, "StoreKey", SupportsShouldProcess = true)]
[OutputType(typeof(StoreKeyRotation))]
public sealed class UpdateStoreKeyCommand : StoreCmdlet
{
    /// <summary>Writes every older record anew as well, and destroys the old keys when none is left.</summary>
    [Parameter]
    public SwitchParameter ReencryptAll { get; set; }

    /// <summary>Makes no new key; goes on with writing older records anew where an earlier run was stopped.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (!ShouldProcess(store.Store.Path, Resume ? "Go on with re-encryption" : "Rotate the data keys")) return;
        ForEachInput(store.Store.Path, () =>
        {
            using CmdletProgress progress = ShowProgress("Writing records under the new key");
            WriteObject(Resume ? store.Store.ResumeReencryption(progress, StopToken) : store.Store.RotateKey(ReencryptAll, progress, StopToken));
        });
    }
}
