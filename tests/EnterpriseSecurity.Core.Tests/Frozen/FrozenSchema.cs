using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>The records of a frozen store on a server: SQL, loaded into a schema that no other test uses.</summary>
internal sealed class FrozenSchema : IDisposable
{
    private const string FileName = "schema.sql";

    // As it is called in the file.
    private const string Name = "frozen";

    private FrozenSchema(StoreServer server) => Server = server;

    /// <summary>How to reach it.</summary>
    public StoreServer Server { get; }

    /// <summary>A place for the store that shall be frozen.</summary>
    public static FrozenSchema Create()
    {
        using StoreServer server = PostgreSqlServer.Shared.NewStore();
        return new FrozenSchema((server with { Schema = Name }).WithPassword(server.Password));
    }

    /// <summary>Loads what a release left in a folder.</summary>
    public static FrozenSchema Load(string folder)
    {
        FrozenSchema loaded = new(PostgreSqlServer.Shared.NewStore());
        PostgreSqlServer.Shared.Load(Path.Combine(folder, FileName), $"ALTER SCHEMA {Name} RENAME TO {loaded.Server.Schema}");
        return loaded;
    }

    public void Save(string folder) => File.WriteAllText(Path.Combine(folder, FileName), Dump());

    /// <summary>All that is in it, as SQL.</summary>
    public string Dump() => PostgreSqlServer.Shared.Dump(Server.Schema);

    /// <summary>Edits it behind the store's back.</summary>
    public void Tamper(string sql) => Assert.Equal(1, PostgreSqlServer.Shared.Change(Server.Schema, sql));

    public void Dispose()
    {
        PostgreSqlServer.Shared.Drop(Server.Schema);
        Server.Dispose();
    }
}
