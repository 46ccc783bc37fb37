namespace EnterpriseSecurity.ManagedKeys;

/// <summary>What came of checking a managed key.</summary>
public sealed record ManagedKeyVerification
{
    /// <summary>True when it is to be accepted.</summary>
    public bool IsValid => Reason == ManagedKeyReason.Accepted;

    /// <summary>Why.</summary>
    public required ManagedKeyReason Reason { get; init; }

    /// <summary>The key, or null when there is none.</summary>
    public ManagedKeyInfo? Key { get; init; }
}
