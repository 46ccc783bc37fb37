using System.Management.Automation;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Restores a backup to an empty place, after it proved whole.</summary>
[Cmdlet(VerbsData.Restore, "SecurityStore", SupportsShouldProcess = true, DefaultParameterSetName = PassphraseSet)]
[OutputType(typeof(StoreVerification))]
public sealed class RestoreSecurityStoreCommand : UnlockingCmdlet
{
    /// <summary>The backup file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string BackupPath { get; set; } = "";

    /// <summary>The folder for the store, absent or empty.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Path { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string backup = ResolveNewPath(BackupPath);
        string folder = ResolveNewPath(Path);
        if (!ShouldProcess(folder, $"Restore {backup}")) return;
        ForEachInput(folder, () =>
        {
            using KeyProtector protector = CreateProtector();
            WriteObject(SecurityStore.Restore(backup, folder, protector));
        });
    }
}
