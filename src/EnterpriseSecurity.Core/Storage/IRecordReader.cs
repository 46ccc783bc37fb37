using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <summary>Reads within one consistent view of the store.</summary>
internal interface IRecordReader
{
    /// <summary>The record with this id, or null.</summary>
    StoredRecord? Find(string collection, string id);

    /// <summary>The record that holds this canonical name, or null.</summary>
    StoredRecord? FindByName(string collection, string nameKey);

    /// <summary>Up to <paramref name="limit"/> records in the order of their ids, after <paramref name="afterId"/>.</summary>
    IReadOnlyList<StoredRecord> List(string collection, string afterId, int limit);

    /// <summary>Up to <paramref name="limit"/> records of every collection, in the order of collection and id.</summary>
    IReadOnlyList<StoredRecord> ListAll(string afterCollection, string afterId, int limit);

    /// <summary>The number of records of a collection in a state.</summary>
    long Count(string collection, string state);

    /// <summary>The sealed head, or null before the first write.</summary>
    byte[]? ReadHead();

    /// <summary>The number of records that each data key wraps.</summary>
    IReadOnlyDictionary<long, long> CountByKey();

    /// <summary>
    /// A number that stays what it is while nothing but this object's own committed writes changes the database. It is
    /// another one after a write of anybody else, after a transaction of its own that failed, and after a change of the
    /// data keys. A provider that cannot tell gives a new one each time.
    /// </summary>
    long ChangeStamp();

    /// <summary>A number that changes whenever a data key is added or taken away.</summary>
    long DataKeyStamp();

    /// <summary>All data keys, oldest first.</summary>
    IReadOnlyList<StoredDataKey> ReadDataKeys();

    /// <summary>Audit lines that are not in the files yet, oldest first.</summary>
    IReadOnlyList<OutboxLine> ReadOutbox(int limit);
}
