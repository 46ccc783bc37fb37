namespace EnterpriseSecurity.ManagedKeys;

/// <summary>What is known of a managed key without its material.</summary>
public sealed record ManagedKeyInfo
{
    /// <summary>The id of this version of the key, a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The name, which all versions share.</summary>
    public required string Name { get; init; }

    /// <summary>The version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>What it is.</summary>
    public required ManagedKeyType Type { get; init; }

    /// <summary>The size in bits.</summary>
    public required int Size { get; init; }

    /// <summary>What it is good for.</summary>
    public required ManagedKeyScope Scope { get; init; }

    /// <summary>Where it stands in its life.</summary>
    public required ManagedKeyState State { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its time is over, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why it was revoked, or null.</summary>
    public string? RevocationReason { get; init; }

    /// <summary>How often it was accepted or its material given out.</summary>
    public long UsageCount { get; init; }

    /// <summary>When that was the last time, or null.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The SHA-256 fingerprint of a key pair's public key, as ssh-keygen writes it, or null.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Names and values to find it by; stored in clear.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>The name, version and state.</summary>
    public override string ToString() => $"{Name} (version {Version}, {State})";
}
