using System.Management.Automation;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Writes a consistent, encrypted copy of the store to a new file, while it is in use.</summary>
[Cmdlet(VerbsData.Backup, "SecurityStore", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class BackupSecurityStoreCommand : StoreCmdlet
{
    /// <summary>The file; it must not exist.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        string file = ResolveNewPath(Path);
        if (!ShouldProcess(file, "Back the store up")) return;
        ForEachInput(file, () =>
        {
            store.Store.BackUp(file);
            WriteObject(new FileInfo(file));
        });
    }
}
