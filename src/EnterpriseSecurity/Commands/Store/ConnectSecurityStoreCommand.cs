using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Unlocks a store and makes it the one that the other cmdlets work on.</summary>
/// <remarks>
/// <para>The connected store is common to the whole process: threads of <c>ForEach-Object -Parallel</c> and of
/// <c>Start-ThreadJob</c> use it too. Another one that was connected is locked. Give what unlocks the store: its
/// passphrase, key file, environment variable, the Windows user, or as many recovery shares as the store asks
/// for. Without any of these it asks for the passphrase; where nobody can be asked that is the error
/// ProtectorNeeded. With <c>-Detached</c> the store is returned for <c>-Store</c> and the connected one stays.</para>
/// <para>A wrong passphrase or key is refused with the error StoreUnlockFailed. From the fourth failure within 15
/// minutes on the answer comes later each time, up to five seconds, and whoever opens the store next finds the
/// attempts in its audit trail.</para>
/// <para>With <c>-IdleTimeout</c> the store is locked when no cmdlet used it for that time.
/// Disconnect-SecurityStore locks it at once; so does the end of the process.</para>
/// </remarks>
/// <example>
/// <para>Unlock your store.</para>
/// <code>
/// Initialize-SecurityStore -Passphrase (Read-Host -AsSecureString 'Passphrase') | Out-Null
/// Disconnect-SecurityStore
///
/// Connect-SecurityStore -Passphrase (Read-Host -AsSecureString 'Passphrase') -IdleTimeout 15m
/// </code>
/// <para>After 15 minutes without use it is locked again.</para>
/// </example>
/// <example>
/// <para>Connect a script that runs without a user.</para>
/// <code>
/// Connect-SecurityStore ./service -KeyFile ./service.key
/// Unprotect-Secret db-password | Out-Null
/// Disconnect-SecurityStore
/// </code>
/// </example>
/// <example>
/// <para>Look something up in another store and come back.</para>
/// <code>
/// Connect-SecurityStore ./archive -KeyFile ./archive.key | Out-Null
/// Get-ProtectedSecret | Format-Table Name, CreatedAt
/// Connect-SecurityStore ./service -KeyFile ./service.key
/// </code>
/// </example>
/// <seealso cref="DisconnectSecurityStoreCommand"/>
/// <seealso cref="GetSecurityStoreCommand"/>
/// <seealso cref="InitializeSecurityStoreCommand"/>
/// <seealso href="about_SecurityStore"/>
[Cmdlet(VerbsCommunications.Connect, "SecurityStore", DefaultParameterSetName = AskSet)]
[OutputType(typeof(SecurityStoreInfo))]
public sealed class ConnectSecurityStoreCommand : UnlockingCmdlet
{
    /// <summary>The store's folder; the user's data folder or <c>ENTERPRISE_SECURITY_HOME</c> when it is not given.</summary>
    [Parameter(Position = 0)]
    public string? Path { get; set; }

    /// <summary>Where the records are kept: a database in the folder, or a schema on a PostgreSQL server.</summary>
    [Parameter]
    public StoreProvider Provider { get; set; }

    /// <summary>
    /// How the server is reached: <c>Host=…;Database=…;Username=…;Password=…;Schema=…</c> or <c>postgresql://…</c>. Needed
    /// where the folder is not there yet, and to change what the folder keeps of it.
    /// </summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? ConnectionString { get; set; }

    /// <summary>Locks the store by itself after this time without use.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>
    /// Leaves the connected store connected. The opened one is given out: its <c>Store</c> goes to the <c>-Store</c> parameter
    /// of other cmdlets, and <c>Disconnect-SecurityStore -Store</c> locks it.
    /// </summary>
    [Parameter]
    public SwitchParameter Detached { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string folder = ResolveNewPath(Path ?? StoreLocation.Default);
        OrTerminate(folder, () =>
        {
            using StoreServer? server = ServerParameter.Read(this, ConnectionString, isNeeded: false);
            using KeyProtector protector = CreateProtector();
            EnterpriseSecurityManager manager = server is null
                ? EnterpriseSecurityManager.Open(folder, protector)
                : EnterpriseSecurityManager.Open(folder, protector, server);
            if (Detached) IdleLock.Start(manager, IdleTimeout, () => StoreSession.Close(manager));
            else StoreSession.Connect(manager, IdleTimeout);
            WriteObject(SecurityStoreInfo.Of(manager));
        });
    }
}
