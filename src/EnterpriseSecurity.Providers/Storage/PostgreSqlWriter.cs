using EnterpriseSecurity.Keys;
using Npgsql;

namespace EnterpriseSecurity.Storage;

/// <summary>A write transaction, which has the writers' lock.</summary>
internal sealed class PostgreSqlWriter : PostgreSqlSession, IServerRecordWriter
{
    private byte[]? _head;
    private long? _stamp;

    public PostgreSqlWriter(NpgsqlDataSource source, PostgreSqlStatements statements, string location)
        : base(source, statements, location)
    {
    }

    /// <summary>Waits for the lock, and takes along what every write asks first.</summary>
    public void Begin(bool durable)
    {
        Defer(Sql.BeginWrite);
        if (!durable) Defer(Sql.NotDurable);
        Defer(Sql.LockWriters);
        (_head, _stamp) = ReadHeadAndStamp();
    }

    /// <summary>The last audit line of this transaction, by which it is known whether it was committed; null without one.</summary>
    public OutboxLine? LastLine { get; private set; }

    public override byte[]? ReadHead() => _head;

    public override long DataKeyStamp() => _stamp ??= ReadHeadAndStamp().Stamp;

    public void Insert(StoredRecord record)
    {
        if (Change(record, Sql.Insert) != 1) throw SecurityErrors.RecordExists(record.Collection, record.Name ?? record.Id);
    }

    public void Update(StoredRecord record)
    {
        if (Change(record, Sql.Update) != 1) throw SecurityErrors.RecordChangedMeanwhile(record.Collection, record.Name ?? record.Id);
    }

    public void Delete(string collection, string id) => Defer(Sql.Delete, PostgreSqlValue.Of(collection), PostgreSqlValue.Of(id));

    public void WriteHead(byte[] head)
    {
        _head = head;
        Defer(Sql.WriteHead, PostgreSqlValue.Of(head));
    }

    public void WriteDescriptor(byte[] descriptor) => Defer(Sql.WriteDescriptor, PostgreSqlValue.Of(descriptor));

    public void InsertDataKey(StoredDataKey key)
    {
        _stamp = null;
        Defer(Sql.InsertDataKey, PostgreSqlValue.Of(key.Version), PostgreSqlValue.Of((long)key.Kind), PostgreSqlValue.Of(key.CreatedAt), PostgreSqlValue.Of(key.Wrapped));
    }

    public void DeleteDataKey(long version)
    {
        _stamp = null;
        Defer(Sql.DeleteDataKey, PostgreSqlValue.Of(version));
    }

    public void AppendOutbox(OutboxLine line)
    {
        LastLine = line;
        Defer(Sql.AppendLine, PostgreSqlValue.Of(line.Sequence), PostgreSqlValue.Of(line.Line));
    }

    public void TrimOutbox(long throughSequence) => Defer(Sql.TrimOutbox, PostgreSqlValue.Of(throughSequence));

    public void TrimTrail(long throughSequence) => Defer(Sql.TrimTrail, PostgreSqlValue.Of(throughSequence));

    private int Change(StoredRecord record, string sql)
    {
        try
        {
            return Execute(sql, PostgreSqlValue.Of(record));
        }
        catch (PostgresException error) when (error is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "record" })
        {
            throw SecurityErrors.RecordExists(record.Collection, record.Name ?? record.Id);
        }
        catch (Exception error) when (PostgreSqlFailure.IsTextRefused(error))
        {
            throw SecurityErrors.StoreTextUnusable(record.Collection, error);
        }
    }
}
