using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Restores a backup to an empty place, after it proved whole.</summary>
/// <remarks>
/// <para>The backup is unpacked beside the target, opened with what you give, and checked in full: every record,
/// the audit trail and the files. Only then it is put in place, so a damaged or foreign file leaves nothing behind.
/// The folder must be absent or empty; the store that is connected is not touched. Connect to the restored store
/// with Connect-SecurityStore.</para>
/// <para>The restored store has the same id and the same protectors as the one that was backed up, and its audit
/// trail goes on with an entry of the restore. With <c>-ConnectionString</c> the records go to a PostgreSQL server
/// instead of a database in the folder.</para>
/// </remarks>
/// <example>
/// <para>Restore on a new machine.</para>
/// <code>
/// Restore-SecurityStore ./store.backup ./restored -KeyFile ./store.key
/// Connect-SecurityStore ./restored -KeyFile ./store.key
/// </code>
/// </example>
/// <example>
/// <para>Restore with recovery shares when the key file is lost.</para>
/// <code>
/// $shares = (Add-StoreKeyProtector -RecoveryShare 2 -Of 3).Share
/// Backup-SecurityStore ./shared.backup | Out-Null
///
/// Restore-SecurityStore ./shared.backup ./restored -RecoveryShare $shares[0], $shares[2]
/// </code>
/// </example>
/// <example>
/// <para>Get yesterday's value of a secret out of a backup.</para>
/// <code>
/// Restore-SecurityStore ./store.backup ./before -KeyFile ./store.key | Out-Null
/// Connect-SecurityStore ./before -KeyFile ./store.key | Out-Null
/// $value = Unprotect-Secret db-password
/// </code>
/// <para>The restored store is connected now, and the one before is locked.</para>
/// </example>
/// <seealso cref="BackupSecurityStoreCommand"/>
/// <seealso cref="ConnectSecurityStoreCommand"/>
/// <seealso cref="TestSecurityStoreCommand"/>
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
            using CmdletProgress progress = new(this, $"Restoring {backup}");
            WriteObject(server is null
                ? SecurityStore.Restore(backup, folder, protector, progress: progress, cancellation: StopToken)
                : SecurityStore.Restore(backup, folder, protector, server, progress: progress, cancellation: StopToken));
        });
    }
}
