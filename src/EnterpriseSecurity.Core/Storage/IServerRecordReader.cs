namespace EnterpriseSecurity.Storage;

/// <summary>Reads what only a server's database keeps.</summary>
internal interface IServerRecordReader : IRecordReader
{
    /// <summary>The store's descriptor, in the form of store.json; null before it was written.</summary>
    byte[]? ReadDescriptor();

    /// <summary>Up to <paramref name="limit"/> audit lines after one and up to another, in the order of their sequence.</summary>
    IReadOnlyList<OutboxLine> ReadTrail(long afterSequence, long throughSequence, int limit);

    /// <summary>Up to <paramref name="limit"/> audit lines before a sequence, the last first.</summary>
    IReadOnlyList<OutboxLine> ReadTrailBackwards(long beforeSequence, int limit);
}
