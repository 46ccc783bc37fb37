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
        byte[] row = reader.ReadHead() ?? throw SecurityErrors.StoreHeadChanged(Path);
        // Bytes that were found authentic once are authentic: mostly the head is the one that this process wrote last.
        if (_knownHead is { } known && known.Row.AsSpan().SequenceEqual(row)) return known.Head;
        StoreHead head = StoreHead.TryOpen(_keys, Id, row) ?? throw SecurityErrors.StoreHeadChanged(Path);
        _knownHead = new KnownHead(row, head);
        return head;
    }

    /// <summary>Seals a head for its row.</summary>
    internal byte[] SealHead(StoreHead head)
    {
        byte[] row = head.Seal(_keys, Id);
        _knownHead = new KnownHead(row, head);
        return row;
    }

    private sealed record KnownHead(byte[] Row, StoreHead Head);
}
