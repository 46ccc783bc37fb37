using Microsoft.Data.Sqlite;

namespace EnterpriseSecurity.Storage;

/// <summary>The tables, and the steps from each older format to the next.</summary>
internal static class SqliteSchema
{
    /// <summary>The format that this version writes. SQLite keeps it in <c>user_version</c>.</summary>
    public const int Format = 1;

    // The n-th step leads from format n to n+1. Steps are only ever added.
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE record (
            collection TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, name TEXT, name_key TEXT,
            state TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, expires_at INTEGER,
            tags TEXT NOT NULL, attributes TEXT NOT NULL, key_version INTEGER NOT NULL, cipher INTEGER NOT NULL,
            wrapped_key BLOB NOT NULL, body BLOB NOT NULL, seal BLOB NOT NULL,
            PRIMARY KEY (collection, id)
        );
        CREATE UNIQUE INDEX record_name ON record (collection, name_key) WHERE name_key IS NOT NULL;
        CREATE TABLE data_key (version INTEGER PRIMARY KEY, kind INTEGER NOT NULL, created_at INTEGER NOT NULL, wrapped BLOB NOT NULL);
        CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), sealed BLOB NOT NULL);
        CREATE TABLE outbox (sequence INTEGER PRIMARY KEY, line BLOB NOT NULL);
        """,
    ];

    /// <summary>Lays out a new database.</summary>
    public static void Create(SqliteConnection connection, string path) => Apply(connection, from: 0);

    /// <summary>Brings an older database to the present format; refuses a newer one and leaves it as it is.</summary>
    public static void Migrate(SqliteConnection connection, string path)
    {
        int found = Version(connection);
        if (found > Format) throw SecurityErrors.StoreFormatTooNew(path, found, Format);
        if (found == 0) throw SecurityErrors.StoreCorrupt(path, "the database holds no store", null);
        if (found < Format) Apply(connection, found);
    }

    private static void Apply(SqliteConnection connection, int from)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        // Another process may have migrated while this one waited for the lock.
        from = Math.Max(from, Version(connection));
        using SqliteCommand command = connection.CreateCommand();
        for (int step = from; step < Format; step++)
        {
            command.CommandText = Steps[step];
            command.ExecuteNonQuery();
        }

        command.CommandText = $"PRAGMA user_version = {Format}";
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    private static int Version(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
