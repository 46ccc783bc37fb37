using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Makes a store, and connects to it.</summary>
[Cmdlet(VerbsData.Initialize, "SecurityStore", SupportsShouldProcess = true, DefaultParameterSetName = AskSet)]
[OutputType(typeof(SecurityStoreInfo))]
public sealed class InitializeSecurityStoreCommand : ProtectorCmdlet
{
    /// <summary>The folder, absent or empty; the user's data folder or <c>ENTERPRISE_SECURITY_HOME</c> when it is not given.</summary>
    [Parameter(Position = 0)]
    public string? Path { get; set; }

    /// <summary>Where the records are kept: a database in the folder, or a schema on a PostgreSQL server.</summary>
    [Parameter]
    public StoreProvider Provider { get; set; }

    /// <summary>
    /// How the server is reached: <c>Host=…;Database=…;Username=…;Password=…;Schema=…</c> or <c>postgresql://…</c>. It stands
    /// for <c>-Provider PostgreSql</c>.
    /// </summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? ConnectionString { get; set; }

    /// <summary>Locks the store by itself after this time without use.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? IdleTimeout { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string folder = ResolveNewPath(Path ?? StoreLocation.Default);
        if (!ShouldProcess(folder, "Make a security store")) return;
        OrTerminate(folder, () =>
        {
            using StoreServer? server = ServerParameter.Read(this, ConnectionString, isNeeded: Provider == StoreProvider.PostgreSql);
            using KeyProtector protector = CreateProtector(makeKeyFile: true);
            EnterpriseSecurityManager manager = server is null
                ? EnterpriseSecurityManager.Create(folder, protector)
                : EnterpriseSecurityManager.Create(folder, protector, server);
            StoreSession.Connect(manager, IdleTimeout);
            if (ParameterSetName == AskSet) OfferRecovery(manager);
            WriteObject(SecurityStoreInfo.Of(manager));
        });
    }

    private protected override SecureString AskPassphrase() => new PassphrasePrompt(this).AskNew();

    private void OfferRecovery(EnterpriseSecurityManager manager)
    {
        PassphrasePrompt prompt = new(this);
        if (prompt.AskRecovery() is not { } scheme) return;
        (_, IReadOnlyList<string> shares) = manager.Store.AddRecoveryShares(scheme.Threshold, scheme.Shares);
        prompt.Show(shares, scheme.Threshold);
    }
}
