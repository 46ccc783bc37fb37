namespace EnterpriseSecurity.Storage;

/// <summary>Writes what only a server's database keeps.</summary>
internal interface IServerRecordWriter : IRecordWriter, IServerRecordReader
{
    /// <summary>Replaces the store's descriptor.</summary>
    void WriteDescriptor(byte[] descriptor);

    /// <summary>Takes the audit lines up to and with this sequence out of the trail.</summary>
    void TrimTrail(long throughSequence);
}
