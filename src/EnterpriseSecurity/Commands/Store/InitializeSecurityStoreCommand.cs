using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Makes a security store in a folder, with a first way to unlock it, and connects to it.</summary>
/// <remarks>
/// <para>A store is a folder: its database, its audit trail, and the files that other programs need as files.
/// Everything in it is sealed under keys that come from one random root key; what you give here, the first
/// protector, is what unlocks that root key. Without <c>-Path</c> it is made where <c>ENTERPRISE_SECURITY_HOME</c>
/// says, or in the user's data folder. Without a protector it asks for a passphrase twice and offers recovery
/// shares; where nobody can be asked that is the error ProtectorNeeded.</para>
/// <para>The protector is a passphrase (through Argon2id with 64 MiB and 3 passes), a key file (made with 32 random
/// bytes when it is not there yet), an environment variable, or the Windows user's own protection. The folder must
/// be absent or empty. It and all files in it can be used by their owner alone, from the moment they exist.</para>
/// <para>Who loses every protector loses the store: nobody can open it. Add a second one, or recovery shares, with
/// Add-StoreKeyProtector right away, and keep a key file apart from the backups of the store.</para>
/// </remarks>
/// <example>
/// <para>Make a store of your own, unlocked by a passphrase.</para>
/// <code>
/// Initialize-SecurityStore -Passphrase (Read-Host -AsSecureString 'Passphrase')
/// </code>
/// <para>The store is where other cmdlets find it without being told, and it is connected.</para>
/// </example>
/// <example>
/// <para>Make a store for a service, unlocked by a key file.</para>
/// <code>
/// Initialize-SecurityStore ./billing -KeyFile ./billing.key
/// </code>
/// <para>The key file is made, readable by its owner alone. The service connects with the same two values.</para>
/// </example>
/// <example>
/// <para>Make a store in a pipeline whose key comes from the environment.</para>
/// <code>
/// $env:SECURITY_MASTER_KEY = [Convert]::ToBase64String([Security.Cryptography.RandomNumberGenerator]::GetBytes(32))
/// Initialize-SecurityStore ./store -EnvironmentVariable SECURITY_MASTER_KEY
/// </code>
/// <para>A value that is at least 32 bytes in Base64 is used as a key; anything else is taken for a passphrase.
/// Keep the value where your other deployment secrets are.</para>
/// </example>
/// <seealso cref="ConnectSecurityStoreCommand"/>
/// <seealso cref="AddStoreKeyProtectorCommand"/>
/// <seealso cref="BackupSecurityStoreCommand"/>
/// <seealso href="about_SecurityStore"/>
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
