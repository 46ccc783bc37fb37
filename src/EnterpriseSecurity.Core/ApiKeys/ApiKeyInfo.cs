namespace EnterpriseSecurity.ApiKeys;

/// <summary>What is known of an API key; the key itself is not.</summary>
public sealed record ApiKeyInfo
{
    /// <summary>The public id, which is a part of the key.</summary>
    public required string Id { get; init; }

    /// <summary>The beginning of the key's text, which its successor has too; null for an imported one.</summary>
    public string? Prefix { get; init; }

    /// <summary>What the key is for.</summary>
    public required string Name { get; init; }

    /// <summary>Who it acts for, or null.</summary>
    public string? UserId { get; init; }

    /// <summary>What it may be used for.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Where it stands.</summary>
    public required ApiKeyState State { get; init; }

    /// <summary>True when it is neither disabled nor revoked.</summary>
    public bool Enabled => State == ApiKeyState.Active;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Before when it is not accepted, or null.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it ends, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why it was revoked, if that was said.</summary>
    public string? RevocationReason { get; init; }

    /// <summary>Requests in any <see cref="RatePeriod"/>; null for no limit.</summary>
    public int? RateLimit { get; init; }

    /// <summary>The sliding window of the limit.</summary>
    public TimeSpan? RatePeriod { get; init; }

    /// <summary>Requests in any one second; null for no such limit.</summary>
    public int? Burst { get; init; }

    /// <summary>Requests in all, or until the quota is refilled; null for no quota.</summary>
    public long? Quota { get; init; }

    /// <summary>How long after its first request a quota is refilled; null for never.</summary>
    public TimeSpan? QuotaPeriod { get; init; }

    /// <summary>The networks that it is accepted from; empty for any.</summary>
    public required IReadOnlyList<string> AllowedNetworks { get; init; }

    /// <summary>Names and values to find it by.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>When it was accepted last, or null.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>How often it was accepted.</summary>
    public long UsageCount { get; init; }
}
