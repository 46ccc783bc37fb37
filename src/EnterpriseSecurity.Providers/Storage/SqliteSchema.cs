using Microsoft.Data.Sqlite;

namespace EnterpriseSecurity.Storage;

/// <summary>The tables, and the steps from each older format to the next.</summary>
internal static class SqliteSchema
{
    // The n-th step leads from format n to n+1, which SQLite keeps in user_version. Steps are only ever added.
    internal static readonly IReadOnlyList<string> Steps =
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
    public static void Create(SqliteConnection connection, string path) => Apply(connection, Steps);

    /// <summary>Brings an older database to the present format; refuses a newer one and leaves it as it is.</summary>
    public static void Migrate(SqliteConnection connection, string path) => Migrate(connection, path, Steps);

    /// <summary>As <see cref="Migrate(SqliteConnection, string)"/>, to the format that these steps lead to.</summary>
    internal static void Migrate(SqliteConnection connection, string path, IReadOnlyList<string> steps)
    {
        int found = Version(connection);
        if (found > steps.Count) throw SecurityErrors.StoreFormatTooNew(path, found, steps.Count);
        if (found <= 0) throw SecurityErrors.StoreCorrupt(path, "the database holds no store", null);
        if (found < steps.Count) Apply(connection, steps);
    }

    private static void Apply(SqliteConnection connection, IReadOnlyList<string> steps)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        using SqliteCommand command = connection.CreateCommand();
        // Looked at under the lock: another process may have migrated while this one waited for it.
        for (int step = Version(connection); step < steps.Count; step++)
        {
            command.CommandText = $"{steps[step]}; PRAGMA user_version = {step + 1}";
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static int Version(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
