namespace EnterpriseSecurity.Storage;

/// <content>What the store knows of itself as a whole.</content>
public sealed partial class SecurityStore
{
    private KnownHead? _knownHead;

    /// <summary>The head as it stands.</summary>
    internal StoreHead ReadHead() => _records.Read(ReadHead);

    /// <summary>The head within a transaction.</summary>
    /// <exception cref="IntegrityException">The head is missing or not authentic.</exception>
    internal StoreHead ReadHead(IRecordReader reader)
    {
        long stamp = reader.ChangeStamp();
        // Mostly the head is the one that this process wrote last.
        if (_knownHead is { } known && known.Stamp == stamp) return known.Head;
        byte[] row = reader.ReadHead() ?? throw SecurityErrors.StoreHeadChanged(Path);
        StoreHead head = StoreHead.TryOpen(_keys, Id, row) ?? throw SecurityErrors.StoreHeadChanged(Path);
        _knownHead = new KnownHead(stamp, head);
        return head;
    }

    /// <summary>Writes the head that this transaction leads to.</summary>
    internal void WriteHead(IRecordWriter writer, StoreHead head)
    {
        writer.WriteHead(head.Seal(_keys, Id));
        _knownHead = new KnownHead(writer.ChangeStamp(), head);
    }

    private sealed record KnownHead(long Stamp, StoreHead Head);
}
