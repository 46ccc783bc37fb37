using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Storage;

/// <summary>The verdict on a whole store.</summary>
public sealed record StoreVerification
{
    /// <summary>True when nothing was found.</summary>
    public bool IsValid => Findings.Count == 0;

    /// <summary>What was found, all of it.</summary>
    public required IReadOnlyList<StoreFinding> Findings { get; init; }

    /// <summary>The number of records whose seal and body were checked.</summary>
    public long Records { get; init; }

    /// <summary>The verdict on the audit trail.</summary>
    public required AuditVerification Audit { get; init; }
}
