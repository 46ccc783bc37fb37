using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Storage;

/// <summary>The store's records within one transaction. Every record is checked before it is returned.</summary>
internal class StoreView(IRecordReader reader, RecordVault vault, KnownRecords? known)
{
    private const int Page = 500;

    /// <summary>What seals and opens the records.</summary>
    protected RecordVault Vault { get; } = vault;

    /// <summary>The records that need not be read; null where that is not told cheaply.</summary>
    protected KnownRecords? Known { get; } = known;

    /// <summary>The record with this id, or null.</summary>
    public Record? Find(string collection, string id)
    {
        if (Known?.Find(collection, id, reader.ChangeStamp()) is { } present) return Vault.Known(present);
        if (reader.Find(collection, id) is not { } stored) return null;
        Record record = Vault.ReadAt(stored, collection, id);
        Known?.Keep(stored, reader.ChangeStamp());
        return record;
    }

    /// <summary>The record that holds this name, or null.</summary>
    public Record? FindByName(string collection, string name)
    {
        string key = CanonicalName.KeyOf(name);
        if (Known?.FindByName(collection, key, reader.ChangeStamp()) is { } present) return Vault.Known(present);
        if (reader.FindByName(collection, key) is not { } stored) return null;
        Record record = Vault.Read(stored);
        if (record.Collection != collection || stored.NameKey != key) throw SecurityErrors.RecordChanged(collection, name);
        Known?.Keep(stored, reader.ChangeStamp());
        return record;
    }

    /// <summary>All records of a collection, in the order of their ids.</summary>
    public IEnumerable<Record> List(string collection)
    {
        string after = "";
        while (true)
        {
            IReadOnlyList<StoredRecord> page = reader.List(collection, after, Page);
            foreach (StoredRecord stored in page) yield return Vault.Read(stored);
            if (page.Count < Page) yield break;
            after = page[^1].Id;
        }
    }

    /// <summary>The records of a collection whose ids begin so, in the order of their ids.</summary>
    public IEnumerable<Record> ListByPrefix(string collection, string prefix)
    {
        string after = prefix;
        // Mostly there are few, and what comes after them is somebody else's.
        for (int size = 8; ; size = Math.Min(Page, 4 * size))
        {
            IReadOnlyList<StoredRecord> page = reader.List(collection, after, size);
            foreach (StoredRecord stored in page)
            {
                if (!stored.Id.StartsWith(prefix, StringComparison.Ordinal)) yield break;
                yield return Vault.Read(stored);
            }

            if (page.Count < size) yield break;
            after = page[^1].Id;
        }
    }

    /// <summary>A number that is another one once somebody else has written to the store.</summary>
    public long ChangeStamp() => reader.ChangeStamp();

    /// <summary>The number of records of a collection in a state.</summary>
    public long Count(string collection, string state = "active") => reader.Count(collection, state);

    /// <summary>Opens a record's body; the caller wipes it.</summary>
    public SecretBuffer Open(Record record) => Vault.Open(record);
}
