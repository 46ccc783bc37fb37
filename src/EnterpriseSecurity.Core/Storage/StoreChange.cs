using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <summary>A change in the making: records within one write transaction, and the audit entry that goes with them.</summary>
internal sealed class StoreChange(SecurityStore store, IRecordWriter writer, RecordVault vault, KnownRecords? known, KeyRing keys, AuditNote? note)
    : StoreView(writer, vault, known)
{
    private StoreHead? _head;
    private readonly List<AuditEntry> _entries = [];
    private HashSet<RecordWatch>? _touched;

    /// <summary>What the audit entry will say; it may be completed on the way.</summary>
    public AuditNote Note => note ?? throw new InvalidOperationException("A change of what the store counts has no entry of its own.");

    /// <summary>The entries that go with it.</summary>
    public IReadOnlyList<AuditEntry> Entries => _entries;

    /// <summary>When the change is made, to the millisecond: one time for all that is in it.</summary>
    public DateTimeOffset Now { get; } = store.Now;

    /// <summary>Adds a record.</summary>
    public Record Insert(Record record, ReadOnlySpan<byte> body)
    {
        EnsureDataKey(record.KeyKind);
        StoredRecord stored = Vault.Seal(record, body);
        writer.Insert(stored);
        Count(null, stored);
        return Vault.Known(stored);
    }

    /// <summary>Replaces a record that was read in this transaction, body and all.</summary>
    public Record Update(Record record, ReadOnlySpan<byte> body)
    {
        EnsureDataKey(record.KeyKind);
        return Replace(record, Vault.Seal(record, body));
    }

    /// <summary>Replaces a record's clear columns; the body stays what it is.</summary>
    public Record Update(Record record)
    {
        using SecretBuffer body = Open(record);
        return Update(record, body.Span);
    }

    /// <summary>Takes a record away for good, its own key with it.</summary>
    public void Delete(Record record)
    {
        writer.Delete(record.Collection, record.Id);
        Count(record.Stored, null);
    }

    /// <summary>The revision of store.json that goes with this store.</summary>
    public long DescriptorRevision => Head.DescriptorRevision;

    /// <summary>Notes that store.json has this revision now.</summary>
    public void SetDescriptorRevision(long revision) => _head = Head with { DescriptorRevision = revision };

    /// <summary>The descriptor that a server's database keeps; null where store.json is the only one.</summary>
    public byte[]? ReadSharedDescriptor() => (writer as IServerRecordReader)?.ReadDescriptor();

    /// <summary>Replaces the descriptor that a server's database keeps.</summary>
    public void WriteSharedDescriptor(byte[] descriptor) => ((IServerRecordWriter)writer).WriteDescriptor(descriptor);

    /// <summary>Takes the oldest audit lines out of a server's database, up to and with this one.</summary>
    public void TrimTrail(long throughSequence) => ((IServerRecordWriter)writer).TrimTrail(throughSequence);

    /// <summary>Notes that the audit trail begins after this line now.</summary>
    public void SetTrimmed(long sequence, byte[] mac)
    {
        // Another process may have taken more out since this one looked; those lines are gone.
        if (sequence > Head.TrimmedSequence) _head = Head with { TrimmedSequence = sequence, TrimmedMac = mac };
    }

    /// <summary>Adds a data key, the next version, and brings it into use.</summary>
    public long AddDataKey(DataKeyKind kind)
    {
        IReadOnlyList<StoredDataKey> present = writer.ReadDataKeys();
        long version = present.Count == 0 ? 1 : present[^1].Version + 1;
        StoredDataKey key = keys.Create(version, kind, store.Time.GetUtcNow());
        writer.InsertDataKey(key);
        keys.Load([.. present, key]);
        // If this transaction is rolled back, the next one must not take the key for a stored one.
        keys.Stamp = null;
        return version;
    }

    /// <summary>The number of records that each data key wraps.</summary>
    public IReadOnlyDictionary<long, long> CountByKey() => writer.CountByKey();

    /// <summary>Records of every collection in their stored form.</summary>
    public IReadOnlyList<StoredRecord> ListAllStored(string afterCollection, string afterId, int limit) => writer.ListAll(afterCollection, afterId, limit);

    /// <summary>Tells those who keep records in memory, once the transaction has ended.</summary>
    public void TellWatches()
    {
        foreach (RecordWatch watch in _touched ?? []) watch.Tell();
    }

    /// <summary>Takes a data key away.</summary>
    public void DeleteDataKey(long version) => writer.DeleteDataKey(version);

    /// <summary>Appends a further entry, for a change that is several in one.</summary>
    public void Log(AuditNote entry) => AppendEntry(entry);

    /// <summary>Appends the entry, if there is one, to the chain and writes the head; the last thing in every transaction.</summary>
    public void Complete()
    {
        if (note is not null) AppendEntry(note);
        if (_head is not null) store.WriteHead(writer, _head);
    }

    private StoreHead Head => _head ??= store.ReadHead(writer);

    private StoreHead AppendEntry(AuditNote entry)
    {
        StoreHead head = Head;
        AuditEntry complete = store.Complete(entry, head.Sequence + 1);
        (byte[] line, byte[] mac) = AuditLine.Write(keys, complete, head.Mac);
        writer.AppendOutbox(new OutboxLine(head.Sequence + 1, line));
        _entries.Add(complete);
        return _head = head with { Sequence = head.Sequence + 1, Mac = mac };
    }

    private Record Replace(Record record, StoredRecord stored)
    {
        writer.Update(stored);
        Count(record.Stored, stored);
        return Vault.Known(stored);
    }

    private void EnsureDataKey(DataKeyKind kind)
    {
        if (keys.Current(kind) is null) keys.Load(writer.ReadDataKeys());
        if (keys.Current(kind) is null) AddDataKey(kind);
    }

    private void Count(StoredRecord? before, StoredRecord? after)
    {
        if (store.WatchOf((before ?? after)!.Collection) is { } watch) (_touched ??= []).Add(watch);
        RecordDigest digest = Head.Digest;
        long records = Head.Records;
        if (before is not null)
        {
            digest = digest.Remove(Known?.MemberOf(before, writer.ChangeStamp()) ?? RecordDigest.Of(keys, before.Seal));
            records--;
        }

        RecordDigest? member = null;
        if (after is not null)
        {
            member = RecordDigest.Of(keys, after.Seal);
            digest = digest.Add(member.Value);
            records++;
        }

        if (before is not null) Known?.Replace(before, after, member);
        _head = Head with { Digest = digest, Records = records };
    }
}
