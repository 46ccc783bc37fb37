using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <summary>Reads and writes within one transaction.</summary>
internal interface IRecordWriter : IRecordReader
{
    /// <summary>Adds a record.</summary>
    /// <exception cref="AlreadyExistsException">The id, or the canonical name, is taken.</exception>
    void Insert(StoredRecord record);

    /// <summary>Replaces the record of the same id whose revision is one less.</summary>
    /// <exception cref="InvalidStateException">Somebody else has written it since.</exception>
    /// <exception cref="AlreadyExistsException">The canonical name is taken by another record.</exception>
    void Update(StoredRecord record);

    /// <summary>Takes a record away, its bytes overwritten in the database.</summary>
    void Delete(string collection, string id);

    /// <summary>Replaces the sealed head.</summary>
    void WriteHead(byte[] head);

    /// <summary>Adds a data key.</summary>
    void InsertDataKey(StoredDataKey key);

    /// <summary>Takes a data key away for good.</summary>
    void DeleteDataKey(long version);

    /// <summary>Adds an audit line for the files.</summary>
    void AppendOutbox(OutboxLine line);

    /// <summary>Takes away the audit lines up to and with this sequence, once they are in the files.</summary>
    void TrimOutbox(long throughSequence);
}
