using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Audit;

/// <summary>The trail as it stood at one moment, so that it can be read while others append.</summary>
/// <param name="Head">The store's head at that moment.</param>
/// <param name="Segments">The parts of the trail, as long as they were.</param>
/// <param name="Pending">The lines that were not in them yet.</param>
internal sealed record AuditSnapshot(StoreHead Head, IReadOnlyList<AuditSegment> Segments, IReadOnlyList<OutboxLine> Pending);
