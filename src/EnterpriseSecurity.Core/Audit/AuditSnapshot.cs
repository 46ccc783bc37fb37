using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Audit;

/// <summary>The trail as it stood at one moment, so that it can be read while others append.</summary>
/// <param name="Head">The store's head at that moment.</param>
/// <param name="Segments">The files and how long they were.</param>
/// <param name="Pending">The lines that were not in the files yet.</param>
internal sealed record AuditSnapshot(StoreHead Head, IReadOnlyList<(string Path, long Length)> Segments, IReadOnlyList<OutboxLine> Pending);
