using System.Text;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;
using Microsoft.Data.Sqlite;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A store in a folder of its own, or in a given one, with a key file, so that no test waits for Argon2.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly StoreServer? _server;

    public TemporaryStore(string? root = null, StoreProvider provider = StoreProvider.Sqlite)
    {
        Root = root is null ? Directory.CreateTempSubdirectory("es-test-").FullName : Directory.CreateDirectory(root).FullName;
        Path = System.IO.Path.Combine(Root, "store");
        KeyPath = System.IO.Path.Combine(Root, "key");
        KeyFile.Create(KeyPath);
        Clock = new ManualClock();
        using KeyProtector protector = Protector();
        _server = provider == StoreProvider.PostgreSql ? PostgreSqlServer.Shared.NewStore() : null;
        Manager = _server is null ? EnterpriseSecurityManager.Create(Path, protector, Clock) : EnterpriseSecurityManager.Create(Path, protector, _server, Clock);
    }

    /// <summary>How to reach the server of a store that has one.</summary>
    public StoreServer Server => _server!;

    public string Root { get; }

    public string Path { get; }

    public string KeyPath { get; }

    public ManualClock Clock { get; }

    public EnterpriseSecurityManager Manager { get; private set; }

    public KeyProtector Protector() => KeyProtector.FromKeyFile(KeyPath);

    public EnterpriseSecurityManager Open()
    {
        using KeyProtector protector = Protector();
        return EnterpriseSecurityManager.Open(Path, protector, Clock);
    }

    public void Reopen()
    {
        Manager.Dispose();
        Manager = Open();
    }

    public void Close() => Manager.Dispose();

    /// <summary>Edits the database behind the store's back.</summary>
    public int Tamper(string sql)
    {
        if (_server is not null) return PostgreSqlServer.Shared.Change(_server.Schema, sql);
        using SqliteConnection connection = new($"Data Source={System.IO.Path.Combine(Path, "store.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    /// <summary>Reads one value from the database behind the store's back.</summary>
    public string Query(string sql)
    {
        if (_server is not null) return PostgreSqlServer.Shared.Query(_server.Schema, sql);
        using SqliteConnection connection = new($"Data Source={System.IO.Path.Combine(Path, "store.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    public void Dispose()
    {
        Manager.Dispose();
        try
        {
            StorePermissions.Check(Path);
        }
        finally
        {
            Directory.Delete(Root, recursive: true);
            if (_server is not null) PostgreSqlServer.Shared.Drop(_server.Schema);
            _server?.Dispose();
        }
    }

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
