namespace EnterpriseSecurity.Storage;

/// <summary>Copies what a store keeps from one provider to another, a page at a time. Nothing is opened on the way.</summary>
internal static class RecordTransfer
{
    private const int RecordPage = 200;
    private const int LinePage = 2000;

    /// <summary>Copies the data keys, every record and the head.</summary>
    public static void Copy(IRecordReader source, IRecordWriter target)
    {
        foreach (Keys.StoredDataKey key in source.ReadDataKeys()) target.InsertDataKey(key);
        (string collection, string id) = ("", "");
        while (true)
        {
            IReadOnlyList<StoredRecord> page = source.ListAll(collection, id, RecordPage);
            foreach (StoredRecord record in page) target.Insert(record);
            if (page.Count < RecordPage) break;
            (collection, id) = (page[^1].Collection, page[^1].Id);
        }

        if (source.ReadHead() is { } head) target.WriteHead(head);
    }

    /// <summary>Copies the audit trail of a server's database into an outbox, from where it is handed on to files.</summary>
    public static void CopyTrail(IServerRecordReader source, IRecordWriter target)
    {
        long after = 0;
        while (true)
        {
            IReadOnlyList<OutboxLine> page = source.ReadTrail(after, long.MaxValue, LinePage);
            foreach (OutboxLine line in page) target.AppendOutbox(line);
            if (page.Count < LinePage) return;
            after = page[^1].Sequence;
        }
    }
}
