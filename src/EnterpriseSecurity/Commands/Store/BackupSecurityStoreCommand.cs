using System.Management.Automation;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Writes a consistent, encrypted copy of the store to a new file, while it is in use.</summary>
/// <remarks>
/// <para>The file holds all records, the audit trail and the key files, as they were at one moment; other processes
/// go on working meanwhile. It is sealed, and opens with what unlocks the store: keep a key file elsewhere than its
/// backups. An existing file is never overwritten.</para>
/// <para>A backup holds values that are destroyed in the store later. It stays readable by the protectors that the
/// store had when it was made.</para>
/// </remarks>
/// <example>
/// <para>Back the store up under today's date.</para>
/// <code>
/// Backup-SecurityStore "./store-$(Get-Date -Format yyyy-MM-dd).backup"
/// </code>
/// </example>
/// <example>
/// <para>Keep the last seven backups.</para>
/// <code>
/// New-Item -ItemType Directory ./backups -Force | Out-Null
/// Backup-SecurityStore "./backups/$(Get-Date -Format yyyyMMdd-HHmmss).backup"
/// Get-ChildItem ./backups -Filter *.backup | Sort-Object Name -Descending | Select-Object -Skip 7 | Remove-Item
/// </code>
/// </example>
/// <example>
/// <para>Prove that a backup can be restored.</para>
/// <code>
/// Backup-SecurityStore ./today.backup | Out-Null
/// (Restore-SecurityStore ./today.backup ./rehearsal -KeyFile ./store.key).IsValid
/// Remove-Item ./rehearsal -Recurse -Force
/// </code>
/// </example>
/// <seealso cref="RestoreSecurityStoreCommand"/>
/// <seealso cref="TestSecurityStoreCommand"/>
/// <seealso cref="Secrets.ExportProtectedSecretCommand"/>
/// <seealso href="about_SecurityStore"/>
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
            using (CmdletProgress progress = ShowProgress($"Backing the store up to {file}")) store.Store.BackUp(file, progress, StopToken);
            WriteObject(new FileInfo(file));
        });
    }
}
