using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Writes secrets to a new encrypted file.</summary>
/// <remarks>
/// <para>The file holds the present values, with names, tags, ends and algorithms, sealed under what you give: a
/// passphrase, a key file, an environment variable or the Windows user. It needs no store to be kept, and
/// Import-ProtectedSecret reads it into any store. Older versions and removed secrets are not in it;
/// Backup-SecurityStore keeps everything.</para>
/// <para>The file must not exist. When one of the names does not, no file is made. The export is in the audit
/// trail.</para>
/// </remarks>
/// <example>
/// <para>Hand two secrets to another team.</para>
/// <code>
/// Export-ProtectedSecret ./handover.secrets db-password, api-token -Passphrase (Read-Host -AsSecureString 'Passphrase')
/// </code>
/// <para>Tell the other team the passphrase on another way than the file.</para>
/// </example>
/// <example>
/// <para>Export all secrets for another store of yours.</para>
/// <code>
/// Export-ProtectedSecret ./all.secrets -KeyFile ./transfer.key
/// </code>
/// </example>
/// <seealso cref="ImportProtectedSecretCommand"/>
/// <seealso cref="Store.BackupSecurityStoreCommand"/>
/// <seealso cref="GetProtectedSecretCommand"/>
[Cmdlet(VerbsData.Export, "ProtectedSecret", SupportsShouldProcess = true, DefaultParameterSetName = PassphraseSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportProtectedSecretCommand : ProtectorCmdlet
{
    /// <summary>The file; it must not exist.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>The secrets' names; all when none is given.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The store; the connected one when it is not given.</summary>
    [Parameter]
    public EnterpriseSecurityManager? Store { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if ((Store ?? StoreSession.Current) is not { Store.IsOpen: true } store)
        {
            ThrowTerminatingError(Errors.StoreNotConnected());
            return;
        }

        Hold(store);
        string file = ResolveNewPath(Path);
        if (!ShouldProcess(file, "Export secrets")) return;
        ForEachInput(file, () =>
        {
            using KeyProtector protector = CreateProtector();
            using CmdletProgress progress = new(this, $"Exporting secrets to {file}");
            store.Secrets.Export(file, protector, Name is null ? null : [.. Name.Select(SecretReference.ByName)], progress, StopToken);
            WriteObject(new FileInfo(file));
        });
    }
}
