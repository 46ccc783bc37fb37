using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Unlocks a store and makes it the one that the other cmdlets work on.</summary>
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
