namespace EnterpriseSecurity;

/// <summary>What there is in a store, in numbers.</summary>
public sealed record SecurityStatus
{
    /// <summary>The store's id.</summary>
    public required string StoreId { get; init; }

    /// <summary>The store's folder.</summary>
    public required string Path { get; init; }

    /// <summary>The number of SSH keys.</summary>
    public long SshKeys { get; init; }

    /// <summary>The number of secrets, the removed ones not counted.</summary>
    public long Secrets { get; init; }

    /// <summary>The number of audit entries ever written.</summary>
    public long AuditEntries { get; init; }
}
