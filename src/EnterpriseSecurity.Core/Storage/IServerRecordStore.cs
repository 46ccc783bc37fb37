namespace EnterpriseSecurity.Storage;

/// <summary>
/// A provider whose database several machines reach. It keeps besides what an embedded one leaves to files: the
/// store's descriptor and the audit trail. Its readers and writers are <see cref="IServerRecordReader"/> and
/// <see cref="IServerRecordWriter"/>. Of an audit line that is appended to the outbox it keeps the line itself; only the
/// note that it waits is taken away.
/// </summary>
internal interface IServerRecordStore : IRecordStore
{
    /// <summary>Where the database is, without a secret.</summary>
    string Location { get; }

    /// <summary>Lets one process at a time, on whatever machine, hand audit lines on, until the result is disposed of.</summary>
    IDisposable HoldTrail();
}
