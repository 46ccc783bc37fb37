using System.Buffers.Binary;
using Npgsql;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// The provider for several machines: a schema of a PostgreSQL database. Writers, wherever they are, are serialised by
/// one lock on the server; reads are on one snapshot each and wait for nobody.
/// </summary>
internal sealed class PostgreSqlRecordStore : IServerRecordStore
{
    private static readonly TimeSpan LongestDoubt = TimeSpan.FromSeconds(10);

    // What works on records is not made for two transactions of one process at once, which SQLite's one connection never has.
    private readonly Lock _gate = new();
    private readonly StoreServer _server;
    private readonly NpgsqlDataSource _source;
    private readonly PostgreSqlStatements _statements;
    private bool _disposed;

    private PostgreSqlRecordStore(StoreServer server)
    {
        _server = server.Check().WithPassword(server.Password);
        _source = PostgreSqlConnector.Build(_server);
        _statements = new PostgreSqlStatements(_server.Schema);
        Location = _server.ToString();
    }

    public string Location { get; }

    /// <summary>Makes a store's schema, or fills an empty one that an administrator has made for it.</summary>
    /// <exception cref="AlreadyExistsException">There is a store in it.</exception>
    public static PostgreSqlRecordStore Create(StoreServer server) => Connect(server, PostgreSqlSchema.Create);

    /// <summary>Opens a store's schema and brings it to the present format.</summary>
    /// <exception cref="NotFoundException">There is no store in it; a missing schema is never taken for an empty store.</exception>
    public static PostgreSqlRecordStore Open(StoreServer server) => Connect(server, PostgreSqlSchema.Migrate);

    /// <summary>Takes a schema away with all that is in it.</summary>
    public static void Remove(StoreServer server)
    {
        using PostgreSqlRecordStore store = Connect(server, (_, _, _) => { });
        store.Guarded(() =>
        {
            using NpgsqlConnection connection = PostgreSqlConnector.Open(store._source);
            using NpgsqlCommand command = new($"DROP SCHEMA IF EXISTS {store._statements.Schema} CASCADE", connection);
            return command.ExecuteNonQuery();
        });
    }

    public T Read<T>(Func<IRecordReader, T> work) => Guarded(() =>
    {
        lock (_gate)
        {
            using PostgreSqlSession session = new(_source, _statements, Location);
            session.Defer(_statements.BeginRead);
            try
            {
                T result = work(session);
                session.Commit();
                return result;
            }
            catch
            {
                session.TryRollBack();
                throw;
            }
        }
    });

    public StoredRecord? Find(string collection, string id) => Ask(session => session.Find(collection, id));

    public T Write<T>(Func<IRecordWriter, T> work, bool durable) => Guarded(() =>
    {
        lock (_gate)
        {
            using PostgreSqlWriter writer = new(_source, _statements, Location);
            try
            {
                writer.Begin(durable);
                T result = work(writer);
                CommitForCertain(writer);
                return result;
            }
            catch
            {
                writer.TryRollBack();
                throw;
            }
        }
    });

    // A sealed head begins with a random nonce, and every write that changes a record seals it anew.
    public long ChangeStamp() => Ask(session => session.ReadHead() is { Length: >= sizeof(long) } head ? BinaryPrimitives.ReadInt64BigEndian(head) : 0);

    public void BackUp(string path) => Read(reader =>
    {
        using SqliteRecordStore copy = SqliteRecordStore.Create(path);
        IServerRecordReader source = (IServerRecordReader)reader;
        return copy.Write(
            writer =>
            {
                RecordTransfer.Copy(source, writer);
                RecordTransfer.CopyTrail(source, writer);
                return true;
            },
            durable: true);
    });

    public IReadOnlyList<string> CheckStructure() => Guarded(() =>
    {
        using NpgsqlConnection connection = PostgreSqlConnector.Open(_source);
        return PostgreSqlSchema.Check(connection, _server.Schema);
    });

    public void PurgeJournal() => Guarded(() =>
    {
        // Outside a transaction. Rows that somebody's snapshot still sees stay until the server's own vacuum.
        using NpgsqlConnection connection = PostgreSqlConnector.Open(_source);
        using NpgsqlCommand command = new($"VACUUM {_statements.Schema}.record, {_statements.Schema}.data_key", connection);
        return command.ExecuteNonQuery();
    });

    public IDisposable HoldTrail() => Guarded(() =>
    {
        PostgreSqlSession held = new(_source, _statements, Location);
        try
        {
            held.Defer("BEGIN");
            held.Execute(_statements.LockTrail);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    });

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            _source.Dispose();
            _server.Dispose();
        }
    }

    private static PostgreSqlRecordStore Connect(StoreServer server, Action<NpgsqlConnection, string, string> prepare)
    {
        PostgreSqlRecordStore store = new(server);
        try
        {
            return store.Guarded(() =>
            {
                using NpgsqlConnection connection = PostgreSqlConnector.Open(store._source);
                prepare(connection, store._server.Schema, store.Location);
                return store;
            });
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    // One statement, which is a transaction by itself: one way to the server and back instead of three.
    private T Ask<T>(Func<PostgreSqlSession, T> question) => Guarded(() =>
    {
        lock (_gate)
        {
            using PostgreSqlSession session = new(_source, _statements, Location);
            return question(session);
        }
    });

    private void CommitForCertain(PostgreSqlWriter writer)
    {
        try
        {
            writer.Commit();
        }
        catch (Exception error) when (PostgreSqlFailure.IsLost(error))
        {
            if (!WasCommitted(writer.LastLine, error)) throw SecurityErrors.StoreServerUnreachable(Location, error);
        }
    }

    /// <summary>
    /// Finds out whether a commit whose answer was lost was made: its audit line is there or not. Under the writers' lock
    /// the old session, if the server still has it, is at its end.
    /// </summary>
    /// <exception cref="UnavailableException">The server does not say.</exception>
    private bool WasCommitted(OutboxLine? line, Exception lost)
    {
        if (line is null) throw SecurityErrors.StoreOutcomeUnknown(Location, lost);
        Patience patience = new((long)LongestDoubt.TotalMilliseconds);
        while (true)
        {
            try
            {
                using PostgreSqlWriter asking = new(_source, _statements, Location);
                asking.Begin(durable: true);
                byte[]? found = asking.Query(_statements.LineAt, row => row.GetFieldValue<byte[]>(0), PostgreSqlValue.Of(line.Sequence)).FirstOrDefault();
                asking.TryRollBack();
                return found is not null && found.AsSpan().SequenceEqual(line.Line);
            }
            catch (Exception error) when (PostgreSqlFailure.IsFailure(error))
            {
                if (!patience.Wait()) throw SecurityErrors.StoreOutcomeUnknown(Location, lost);
            }
        }
    }

    private T Guarded<T>(Func<T> work)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return work();
        }
        catch (Exception error) when (PostgreSqlFailure.IsFailure(error))
        {
            throw PostgreSqlFailure.Translate(error, Location);
        }
    }
}
