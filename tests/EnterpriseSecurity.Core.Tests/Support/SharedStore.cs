using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A store that several processes use, unlocked by a random key in an environment variable.</summary>
internal sealed class SharedStore : IDisposable
{
    private readonly EnvironmentKey _key = new();
    private readonly string _root = Directory.CreateTempSubdirectory("es-shared-").FullName;

    private readonly StoreServer? _server;

    public SharedStore(StoreProvider provider = StoreProvider.Sqlite)
    {
        Path = System.IO.Path.Combine(_root, "store");
        using KeyProtector protector = _key.Protector();
        _server = provider == StoreProvider.PostgreSql ? PostgreSqlServer.Shared.NewStore() : null;
        using EnterpriseSecurityManager manager = _server is null ? EnterpriseSecurityManager.Create(Path, protector) : EnterpriseSecurityManager.Create(Path, protector, _server);
        using SecretValue value = SecretValue.FromText("first");
        manager.Secrets.Protect("shared", value);
    }

    public string Path { get; }

    public EnterpriseSecurityManager Open(TimeProvider? time = null)
    {
        using KeyProtector protector = _key.Protector();
        return EnterpriseSecurityManager.Open(Path, protector, time);
    }

    public StressProcess Start(string verb, params string[] arguments) => new(_key.Text, [verb, Path, .. arguments]);

    /// <summary>The text of a secret.</summary>
    public static string Reveal(EnterpriseSecurityManager manager, string name)
    {
        using SecretValue value = manager.Secrets.Unprotect(SecretReference.ByName(name));
        return value.RevealText();
    }

    /// <summary>How often each action is in the trail.</summary>
    public static Dictionary<string, int> CountActions(EnterpriseSecurityManager manager) =>
        manager.Audit.Read(new AuditFilter { Result = AuditResult.Success }).CountBy(entry => entry.Action).ToDictionary();

    /// <summary>Checks the whole store and its trail.</summary>
    public static void AssertValid(EnterpriseSecurityManager manager)
    {
        StoreVerification verdict = manager.Store.Verify();
        Assert.True(verdict.IsValid, string.Join('\n', verdict.Findings));
    }

    public void Dispose()
    {
        _key.Dispose();
        try
        {
            StorePermissions.Check(Path);
        }
        finally
        {
            Directory.Delete(_root, recursive: true);
            if (_server is not null) PostgreSqlServer.Shared.Drop(_server.Schema);
            _server?.Dispose();
        }
    }
}
