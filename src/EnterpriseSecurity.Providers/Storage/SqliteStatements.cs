using EnterpriseSecurity.Keys;
using Microsoft.Data.Sqlite;

namespace EnterpriseSecurity.Storage;

/// <summary>The prepared statements of one connection. Used inside a transaction that its owner began.</summary>
internal sealed class SqliteStatements(SqliteConnection connection, string path) : IRecordWriter, IDisposable
{
    private const int ConstraintViolated = 19;
    private const string Columns =
        "collection, id, revision, name, name_key, state, created_at, updated_at, expires_at, tags, attributes, key_version, cipher, wrapped_key, body, seal";

    private readonly Dictionary<string, SqliteStatement> _prepared = [];
    private long _generation;
    private bool _inTransaction;
    private long? _foreignChanges;

    public StoredRecord? Find(string collection, string id) =>
        Query($"SELECT {Columns} FROM record WHERE collection = $0 AND id = $1", ReadRecord, collection, id).FirstOrDefault();

    public StoredRecord? FindByName(string collection, string nameKey) =>
        Query($"SELECT {Columns} FROM record WHERE collection = $0 AND name_key = $1", ReadRecord, collection, nameKey).FirstOrDefault();

    public IReadOnlyList<StoredRecord> List(string collection, string afterId, int limit) =>
        Query($"SELECT {Columns} FROM record WHERE collection = $0 AND id > $1 ORDER BY id LIMIT $2", ReadRecord, collection, afterId, limit);

    public IReadOnlyList<StoredRecord> ListAll(string afterCollection, string afterId, int limit) =>
        Query($"SELECT {Columns} FROM record WHERE (collection, id) > ($0, $1) ORDER BY collection, id LIMIT $2", ReadRecord, afterCollection, afterId, limit);

    public long Count(string collection, string state) =>
        Query("SELECT count(*) FROM record WHERE collection = $0 AND state = $1", row => row.GetInt64(0), collection, state)[0];

    public byte[]? ReadHead() => Query("SELECT sealed FROM head WHERE one = 1", row => row.GetBytes(0)).FirstOrDefault();

    public IReadOnlyDictionary<long, long> CountByKey() =>
        Query("SELECT key_version, count(*) FROM record GROUP BY key_version", row => (Key: row.GetInt64(0), Count: row.GetInt64(1)))
            .ToDictionary(pair => pair.Key, pair => pair.Count);

    // SQLite's own number moves with the commits of other connections, and only with those; not within a transaction.
    public long ChangeStamp()
    {
        long changes = _foreignChanges ?? QueryNumber("PRAGMA data_version");
        if (_inTransaction) _foreignChanges = changes;
        return (_generation << 32) | (uint)changes;
    }

    public long DataKeyStamp() => Query("SELECT coalesce(max(version), 0) * 1048576 + count(*) FROM data_key", row => row.GetInt64(0))[0];

    public IReadOnlyList<StoredDataKey> ReadDataKeys() => Query(
        "SELECT version, kind, created_at, wrapped FROM data_key ORDER BY version",
        row => new StoredDataKey(row.GetInt64(0), (DataKeyKind)row.GetInt32(1), row.GetInt64(2), row.GetBytes(3)));

    public IReadOnlyList<OutboxLine> ReadOutbox(int limit) => Query(
        "SELECT sequence, line FROM outbox ORDER BY sequence LIMIT $0",
        row => new OutboxLine(row.GetInt64(0), row.GetBytes(1)),
        limit);

    public void Insert(StoredRecord record)
    {
        try
        {
            Execute(
                $"INSERT INTO record ({Columns}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                Values(record));
        }
        catch (SqliteException error) when (error.SqliteErrorCode == ConstraintViolated)
        {
            throw SecurityErrors.RecordExists(record.Collection, record.Name ?? record.Id);
        }
    }

    public void Update(StoredRecord record)
    {
        int changed;
        try
        {
            changed = Execute(
                """
                UPDATE record SET revision = $2, name = $3, name_key = $4, state = $5, created_at = $6, updated_at = $7, expires_at = $8,
                    tags = $9, attributes = $10, key_version = $11, cipher = $12, wrapped_key = $13, body = $14, seal = $15
                WHERE collection = $0 AND id = $1 AND revision = $2 - 1
                """,
                Values(record));
        }
        catch (SqliteException error) when (error.SqliteErrorCode == ConstraintViolated)
        {
            throw SecurityErrors.RecordExists(record.Collection, record.Name ?? record.Id);
        }

        if (changed != 1) throw SecurityErrors.RecordChangedMeanwhile(record.Collection, record.Name ?? record.Id);
    }

    public void Delete(string collection, string id) => Execute("DELETE FROM record WHERE collection = $0 AND id = $1", collection, id);

    public void WriteHead(byte[] head)
    {
        // There is one after the first time; an upsert takes longer for looking at both.
        if (Execute("UPDATE head SET sealed = $0 WHERE one = 1", head) == 0) Execute("INSERT INTO head (one, sealed) VALUES (1, $0)", head);
    }

    public void InsertDataKey(StoredDataKey key)
    {
        _generation++;
        Execute("INSERT INTO data_key (version, kind, created_at, wrapped) VALUES ($0, $1, $2, $3)", key.Version, (int)key.Kind, key.CreatedAt, key.Wrapped);
    }

    public void DeleteDataKey(long version)
    {
        _generation++;
        Execute("DELETE FROM data_key WHERE version = $0", version);
    }

    public void AppendOutbox(OutboxLine line) => Execute("INSERT INTO outbox (sequence, line) VALUES ($0, $1)", line.Sequence, line.Line);

    public void TrimOutbox(long throughSequence) => Execute("DELETE FROM outbox WHERE sequence <= $0", throughSequence);

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        SqliteStatement statement = Bind(sql, values);
        try
        {
            while (statement.Step()) { }
            return SQLitePCL.raw.sqlite3_changes(connection.Handle);
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Begins a transaction of reads.</summary>
    public void Begin()
    {
        Execute("BEGIN");
        _inTransaction = true;
    }

    /// <summary>Begins a write transaction; false when another connection is in one.</summary>
    public bool TryBeginImmediate()
    {
        SqliteStatement statement = Bind("BEGIN IMMEDIATE", []);
        try
        {
            return _inTransaction = statement.StepUnlessBusy();
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Runs a part of a transaction; when it throws, only that part is taken back.</summary>
    /// <exception cref="SqliteException">Nothing of the whole transaction is left.</exception>
    public void RunPart(Action work, Action<Exception> failed)
    {
        Execute("SAVEPOINT part");
        try
        {
            work();
        }
        catch (Exception error)
        {
            _generation++;
            // After a failure of its file SQLite may have ended all of it by itself.
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) != 0) throw;
            Execute("ROLLBACK TO part");
            failed(error);
        }

        Execute("RELEASE part");
    }

    /// <summary>Ends the transaction and makes it so.</summary>
    public void Commit()
    {
        Execute("COMMIT");
        End();
    }

    /// <summary>Runs a statement and returns the first number of its answer.</summary>
    public long QueryNumber(string sql) => Query(sql, row => row.GetInt64(0))[0];

    /// <summary>Rolls back what is open; SQLite may have done so itself after a failure.</summary>
    public void TryRollBack()
    {
        _generation++;
        End();
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0) Execute("ROLLBACK");
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in _prepared.Values) statement.Dispose();
        _prepared.Clear();
    }

    private void End()
    {
        _inTransaction = false;
        _foreignChanges = null;
    }

    private static object?[] Values(StoredRecord r) =>
    [
        r.Collection, r.Id, r.Revision, r.Name, r.NameKey, r.State, r.CreatedAt, r.UpdatedAt, r.ExpiresAt,
        r.Tags, r.Attributes, r.KeyVersion, (int)r.Cipher, r.WrappedKey, r.Body, r.Seal,
    ];

    private static StoredRecord ReadRecord(SqliteStatement row) => new()
    {
        Collection = row.GetString(0),
        Id = row.GetString(1),
        Revision = row.GetInt64(2),
        Name = row.IsNull(3) ? null : row.GetString(3),
        NameKey = row.IsNull(4) ? null : row.GetString(4),
        State = row.GetString(5),
        CreatedAt = row.GetInt64(6),
        UpdatedAt = row.GetInt64(7),
        ExpiresAt = row.IsNull(8) ? null : row.GetInt64(8),
        Tags = row.GetString(9),
        Attributes = row.GetString(10),
        KeyVersion = row.GetInt64(11),
        Cipher = (BodyCipher)row.GetInt32(12),
        WrappedKey = row.GetBytes(13),
        Body = row.GetBytes(14),
        Seal = row.GetBytes(15),
    };

    private List<T> Query<T>(string sql, Func<SqliteStatement, T> read, params ReadOnlySpan<object?> values)
    {
        List<T> rows = [];
        SqliteStatement statement = Bind(sql, values);
        try
        {
            while (statement.Step()) rows.Add(read(statement));
            return rows;
        }
        catch (Exception error) when (error is InvalidCastException or InvalidOperationException or OverflowException)
        {
            // SQLite's columns take any type; one that was edited to another type is damage.
            throw SecurityErrors.StoreCorrupt(path, "a column is of the wrong type", error);
        }
        finally
        {
            statement.Reset();
        }
    }

    private SqliteStatement Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out SqliteStatement? statement))
        {
            statement = new SqliteStatement(connection.Handle!, sql);
            _prepared.Add(sql, statement);
        }

        statement.Bind(values);
        return statement;
    }
}
