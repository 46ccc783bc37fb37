using System.Buffers;
using System.Text;
using Npgsql;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// One transaction on one connection. What needs no answer waits and goes with the next question, or with the commit: a
/// write of one record crosses the network four times.
/// </summary>
internal class PostgreSqlSession(NpgsqlDataSource source, PostgreSqlStatements statements, string location) : IServerRecordReader, IDisposable
{
    // So that a copy of a whole store does not wait in memory.
    private const int MostWaiting = 256;

    private static long s_stamps;

    private readonly List<NpgsqlBatchCommand> _waiting = [];
    private (byte[]? Head, long Stamp)? _asBegun;
    private NpgsqlConnection? _connection;
    private bool _began;
    private bool _failed;

    protected PostgreSqlStatements Sql => statements;

    protected string Location => location;

    public StoredRecord? Find(string collection, string id) =>
        !CanBeStored(id) ? null : Query(Sql.Find, PostgreSqlValue.ReadRecord, PostgreSqlValue.Of(collection), PostgreSqlValue.Of(id)).FirstOrDefault();

    public StoredRecord? FindByName(string collection, string nameKey) =>
        !CanBeStored(nameKey) ? null : Query(Sql.FindByName, PostgreSqlValue.ReadRecord, PostgreSqlValue.Of(collection), PostgreSqlValue.Of(nameKey)).FirstOrDefault();

    public IReadOnlyList<StoredRecord> List(string collection, string afterId, int limit) =>
        Query(Sql.List, PostgreSqlValue.ReadRecord, PostgreSqlValue.Of(collection), PostgreSqlValue.Of(afterId), PostgreSqlValue.Of((long)limit));

    public IReadOnlyList<StoredRecord> ListAll(string afterCollection, string afterId, int limit) =>
        Query(Sql.ListAll, PostgreSqlValue.ReadRecord, PostgreSqlValue.Of(afterCollection), PostgreSqlValue.Of(afterId), PostgreSqlValue.Of((long)limit));

    public long Count(string collection, string state) =>
        Query(Sql.Count, row => row.GetInt64(0), PostgreSqlValue.Of(collection), PostgreSqlValue.Of(state))[0];

    // Other machines write, and nothing tells of it.
    public long ChangeStamp() => Interlocked.Increment(ref s_stamps);

    public virtual byte[]? ReadHead() => (_asBegun ??= ReadHeadAndStamp()).Head;

    public virtual long DataKeyStamp() => (_asBegun ??= ReadHeadAndStamp()).Stamp;

    public IReadOnlyDictionary<long, long> CountByKey() =>
        Query(Sql.CountByKey, row => (Key: row.GetInt64(0), Count: row.GetInt64(1))).ToDictionary(pair => pair.Key, pair => pair.Count);

    public IReadOnlyList<Keys.StoredDataKey> ReadDataKeys() =>
        Query(Sql.DataKeys, row => new Keys.StoredDataKey(row.GetInt64(0), (Keys.DataKeyKind)checked((int)row.GetInt64(1)), row.GetInt64(2), row.GetFieldValue<byte[]>(3)));

    public IReadOnlyList<OutboxLine> ReadOutbox(int limit) => Query(Sql.Outbox, PostgreSqlValue.ReadLine, PostgreSqlValue.Of((long)limit));

    public byte[]? ReadDescriptor() => Query(Sql.Descriptor, row => row.GetFieldValue<byte[]>(0)).FirstOrDefault();

    public IReadOnlyList<OutboxLine> ReadTrail(long afterSequence, long throughSequence, int limit) =>
        Query(Sql.Trail, PostgreSqlValue.ReadLine, PostgreSqlValue.Of(afterSequence), PostgreSqlValue.Of(throughSequence), PostgreSqlValue.Of((long)limit));

    public IReadOnlyList<OutboxLine> ReadTrailBackwards(long beforeSequence, int limit) =>
        Query(Sql.TrailBackwards, PostgreSqlValue.ReadLine, PostgreSqlValue.Of(beforeSequence), PostgreSqlValue.Of((long)limit));

    /// <summary>Lets a statement wait until something is asked.</summary>
    public void Defer(string sql, params NpgsqlParameter[] values)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (NpgsqlParameter value in values) command.Parameters.Add(value);
        _waiting.Add(command);
        if (_waiting.Count >= MostWaiting) Run(batch => batch.ExecuteNonQuery());
    }

    /// <summary>Sends what waits, and a question; gives its rows.</summary>
    public List<T> Query<T>(string sql, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] values)
    {
        Defer(sql, values);
        return Run(batch =>
        {
            using NpgsqlDataReader reader = batch.ExecuteReader();
            List<T> rows = [];
            while (reader.Read()) rows.Add(read(reader));
            return rows;
        });
    }

    /// <summary>Sends what waits, and a statement; gives the number of rows that it changed.</summary>
    public int Execute(string sql, params NpgsqlParameter[] values)
    {
        Defer(sql, values);
        return Run(batch =>
        {
            batch.ExecuteNonQuery();
            return checked((int)batch.BatchCommands[^1].RecordsAffected);
        });
    }

    /// <summary>Ends the transaction, and makes it so when it was a write.</summary>
    public void Commit()
    {
        // The server answers a commit after a failure with a rollback, and calls it no error.
        if (_failed) throw new InvalidOperationException("The transaction has failed already.");
        if (_began || _waiting.Count > 1) Execute("COMMIT");
    }

    /// <summary>Ends the transaction as if it had never been. A server that does not answer has done so itself.</summary>
    public void TryRollBack()
    {
        _waiting.Clear();
        if (!_began || _connection is not { State: System.Data.ConnectionState.Open }) return;
        try
        {
            Execute("ROLLBACK");
        }
        catch (Exception error) when (PostgreSqlFailure.IsFailure(error))
        {
            NpgsqlConnection.ClearPool(_connection);
        }
    }

    /// <summary>Gives the connection back.</summary>
    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }

    protected (byte[]? Head, long Stamp) ReadHeadAndStamp() =>
        Query(Sql.HeadAndStamp, row => (row.IsDBNull(0) ? null : row.GetFieldValue<byte[]>(0), row.GetInt64(1)))[0];

    // The server refuses a NUL and what is no UTF-8, and fails the transaction that asks for them.
    private static bool CanBeStored(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (text[0] == '\0' || Rune.DecodeFromUtf16(text, out _, out int taken) != OperationStatus.Done) return false;
            text = text[taken..];
        }

        return true;
    }

    private T Run<T>(Func<NpgsqlBatch, T> run)
    {
        NpgsqlBatchCommand[] commands = [.. _waiting];
        _waiting.Clear();
        bool isFirst = !_began;
        _began = true;
        try
        {
            return Send(commands, run);
        }
        catch (Exception error) when (isFirst && PostgreSqlFailure.IsLost(error) && _connection is not null)
        {
            // A connection that waited in the pool while the server went away. Nothing was begun on it.
            NpgsqlConnection.ClearPool(_connection);
            Dispose();
            _failed = false;
            // What was sent once may be bound to a statement that was prepared on the old connection alone.
            return Send([.. commands.Select(Renew)], run);
        }
    }

    private static NpgsqlBatchCommand Renew(NpgsqlBatchCommand command)
    {
        NpgsqlBatchCommand renewed = new(command.CommandText);
        foreach (NpgsqlParameter value in command.Parameters) renewed.Parameters.Add(value.Clone());
        return renewed;
    }

    private T Send<T>(NpgsqlBatchCommand[] commands, Func<NpgsqlBatch, T> run)
    {
        try
        {
            _connection ??= PostgreSqlConnector.Open(source);
            using NpgsqlBatch batch = new(_connection);
            foreach (NpgsqlBatchCommand command in commands) batch.BatchCommands.Add(command);
            return run(batch);
        }
        catch (Exception error) when (error is InvalidCastException or OverflowException)
        {
            _failed = true;
            throw SecurityErrors.StoreCorrupt(location, "a column is of the wrong type", error);
        }
        catch
        {
            _failed = true;
            throw;
        }
    }
}
