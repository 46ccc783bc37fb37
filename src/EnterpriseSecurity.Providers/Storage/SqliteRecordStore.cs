using Microsoft.Data.Sqlite;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// The embedded provider: one SQLite database in WAL mode. Writers are serialised by the database's own lock, so
/// several processes share a store; within a process one connection is used by one thread at a time.
/// </summary>
internal sealed partial class SqliteRecordStore : IRecordStore
{
    private const int BusyTimeoutMilliseconds = 60_000;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;
    private readonly string _path;
    private bool _durable = true;
    private bool _disposed;

    static SqliteRecordStore() => SQLitePCL.Batteries_V2.Init();

    private SqliteRecordStore(SqliteConnection connection, string path)
    {
        _connection = connection;
        _path = path;
        _statements = new SqliteStatements(connection, path);
    }

    /// <summary>Makes a new database.</summary>
    public static SqliteRecordStore Create(string path)
    {
        // SQLite gives its journal files the mode of the database, so this one call makes all of them owner-only.
        OwnerOnlyFile.CreateNew(path).Dispose();
        return Connect(path, SqliteSchema.Create);
    }

    /// <summary>Opens an existing database and brings it to the present format.</summary>
    /// <exception cref="NotFoundException">There is no database; an absent file is never taken for an empty store.</exception>
    public static SqliteRecordStore Open(string path)
    {
        if (!File.Exists(path)) throw SecurityErrors.StoreDatabaseMissing(path);
        if (!HasHeader(path)) throw SecurityErrors.StoreCorrupt(path, "the database file is not what SQLite wrote", null);
        return Connect(path, SqliteSchema.Migrate);
    }

    public T Read<T>(Func<IRecordReader, T> work) => Guarded(() =>
    {
        _statements.Begin();
        return Finish(work);
    });

    public StoredRecord? Find(string collection, string id) => Guarded(() => _statements.Find(collection, id));

    public T Write<T>(Func<IRecordWriter, T> work, bool durable) => Guarded(() =>
    {
        BeginWrite(durable);
        return Finish(work);
    });

    public long ChangeStamp()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                return _statements.ChangeStamp();
            }
            catch (SqliteException error)
            {
                throw SqliteFailure.Translate(error, _path);
            }
        }
    }

    public void BackUp(string path) => Guarded(() =>
    {
        OwnerOnlyFile.CreateNew(path).Dispose();
        using SqliteConnection target = new(ConnectionString(path));
        target.Open();
        _connection.BackupDatabase(target);
        return true;
    });

    public IReadOnlyList<string> CheckStructure() => Guarded(() =>
    {
        List<string> findings = [];
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(20)";
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            string finding = reader.GetString(0);
            if (finding != "ok") findings.Add(finding);
        }

        return (IReadOnlyList<string>)findings;
    });

    public void PurgeJournal() => Guarded(() =>
    {
        // The first column says that somebody still reads from the journal.
        Patience patience = new(BusyTimeoutMilliseconds);
        while (_statements.QueryNumber("PRAGMA wal_checkpoint(TRUNCATE)") != 0 && patience.Wait())
        {
        }

        return true;
    });

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            _statements.Dispose();
            _connection.Dispose();
        }
    }

    private static string ConnectionString(string path) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWrite,
        Pooling = false,
        DefaultTimeout = BusyTimeoutMilliseconds / 1000,
    }.ToString();

    // SQLite takes an empty file for a new database and writes to it, so this is looked at before it may.
    private static bool HasHeader(string path)
    {
        byte[] header = new byte[16];
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header.AsSpan().SequenceEqual("SQLite format 3\0"u8);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileFailure.Translate(error, path);
        }
    }

    private static SqliteRecordStore Connect(string path, Action<SqliteConnection, string> prepare)
    {
        SqliteConnection connection = new(ConnectionString(path));
        try
        {
            connection.Open();
            using (SqliteCommand command = connection.CreateCommand())
            {
                command.CommandText =
                    "PRAGMA busy_timeout = 0; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" +
                    "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON";
                command.ExecuteNonQuery();
            }

            prepare(connection, path);
            return new SqliteRecordStore(connection, path);
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw SqliteFailure.Translate(error, path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void BeginWrite(bool durable)
    {
        if (durable != _durable)
        {
            _statements.Execute(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            _durable = durable;
        }

        BeginImmediate();
    }

    // The bundled SQLite sleeps in whole seconds, and its ADO.NET layer in steps of 150 ms; writers that meet often
    // would do little else. So the wait for the write lock is our own.
    private void BeginImmediate()
    {
        Patience patience = new(BusyTimeoutMilliseconds);
        while (true)
        {
            if (_statements.TryBeginImmediate()) return;
            if (patience.Wait()) continue;
            // Once more, for the error that says so.
            _statements.Execute("BEGIN IMMEDIATE");
            return;
        }
    }

    // Also of reads: SQLite ends a transaction by itself when its file fails, and there is nothing left to commit.
    private T Finish<T>(Func<SqliteStatements, T> work)
    {
        bool committed = false;
        try
        {
            T result = work(_statements);
            _statements.Commit();
            committed = true;
            return result;
        }
        finally
        {
            if (!committed) _statements.TryRollBack();
        }
    }

    private T Guarded<T>(Func<T> work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                return work();
            }
            catch (SqliteException error)
            {
                throw SqliteFailure.Translate(error, _path);
            }
        }
    }
}
