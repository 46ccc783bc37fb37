namespace EnterpriseSecurity.Storage;

/// <summary>
/// Where records live. Every provider passes the same contract tests. A provider offers serialisable write
/// transactions across threads, processes and (a server) machines; it knows nothing of keys.
/// </summary>
internal interface IRecordStore : IDisposable
{
    /// <summary>Runs reads on one consistent view.</summary>
    T Read<T>(Func<IRecordReader, T> work);

    /// <summary>The record with this id as it stands, or null. It is cheaper than a view for it alone.</summary>
    StoredRecord? Find(string collection, string id);

    /// <summary>
    /// Runs one write transaction: all of it is committed when <paramref name="work"/> returns, and nothing of it
    /// when it throws.
    /// </summary>
    /// <param name="work">The work; it may be called only once.</param>
    /// <param name="durable">
    /// True: on return the change survives a power cut. False: it survives the death of this process, and a power
    /// cut only together with the next durable write.
    /// </param>
    T Write<T>(Func<IRecordWriter, T> work, bool durable);

    /// <summary>
    /// Runs a durable write that may share its transaction with those of other threads, so that one wait for the disk
    /// does for all of them. Another thread may run the work. One that throws leaves nothing and stops none of the others;
    /// when the commit fails, all of them do.
    /// </summary>
    T WriteTogether<T>(Func<IRecordWriter, T> work) => Write(work, durable: true);

    /// <summary>
    /// A number that is another one than before when somebody else, in any process, has committed a write since. What
    /// this instance writes need not change it. It is cheap enough to ask before every answer out of memory.
    /// </summary>
    long ChangeStamp();

    /// <summary>Writes a consistent copy of the whole database to a new file, while it is in use.</summary>
    void BackUp(string path);

    /// <summary>What the database finds wrong with its own structure; empty when nothing.</summary>
    IReadOnlyList<string> CheckStructure();

    /// <summary>Makes sure that bytes of deleted records are gone from the journal too.</summary>
    void PurgeJournal();
}
