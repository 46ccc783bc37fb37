using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
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

    /// <summary>Where the records shall be, wherever they were when the backup was made: a database in the folder, or a schema on a PostgreSQL server.</summary>
    [Parameter]
    public StoreProvider Provider { get; set; }

    /// <summary>
    /// How the server is reached: <c>Host=…;Database=…;Username=…;Password=…;Schema=…</c> or <c>postgresql://…</c>. It stands
    /// for <c>-Provider PostgreSql</c>.
    /// </summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? ConnectionString { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string backup = ResolveNewPath(BackupPath);
        string folder = ResolveNewPath(Path);
        if (!ShouldProcess(folder, $"Restore {backup}")) return;
        ForEachInput(folder, () =>
        {
            using StoreServer? server = ServerParameter.Read(this, ConnectionString, isNeeded: Provider == StoreProvider.PostgreSql);
            using KeyProtector protector = CreateProtector();
            WriteObject(server is null ? SecurityStore.Restore(backup, folder, protector) : SecurityStore.Restore(backup, folder, protector, server));
        });
    }
}
