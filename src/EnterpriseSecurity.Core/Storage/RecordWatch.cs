namespace EnterpriseSecurity.Storage;

/// <summary>Counts the transactions of this process that have changed a collection, for who keeps records of it in memory.</summary>
internal sealed class RecordWatch
{
    private long _changes;

    /// <summary>The number so far. Who reads a record asks for it before: a change meanwhile makes it another one.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>Counts a transaction that has ended.</summary>
    public void Tell() => Interlocked.Increment(ref _changes);
}
