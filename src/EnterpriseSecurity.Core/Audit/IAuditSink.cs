namespace EnterpriseSecurity.Audit;

/// <summary>A further place that entries go to, beside the files.</summary>
internal interface IAuditSink : IDisposable
{
    /// <summary>Hands an entry over.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="line">Its line as it stands in the files.</param>
    void Write(AuditEntry entry, ReadOnlySpan<byte> line);
}
