namespace EnterpriseSecurity.ApiKeys;

/// <summary>What shall change of an API key; what is null stays.</summary>
public sealed record ApiKeyChanges
{
    /// <summary>Another name.</summary>
    public string? Name { get; init; }

    /// <summary>Another owner.</summary>
    public string? UserId { get; init; }

    /// <summary>All its scopes from now on.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Whether it is accepted.</summary>
    public bool? Enabled { get; init; }

    /// <summary>An end so long from now.</summary>
    public TimeSpan? ExpiresIn { get; init; }

    /// <summary>Another end; goes before <see cref="ExpiresIn"/>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>True to take its end away.</summary>
    public bool NeverExpires { get; init; }

    /// <summary>Another rate limit.</summary>
    public int? RateLimit { get; init; }

    /// <summary>Another window of the rate limit.</summary>
    public TimeSpan? RatePeriod { get; init; }

    /// <summary>True to take the rate limit away.</summary>
    public bool NoRateLimit { get; init; }

    /// <summary>Another number a second.</summary>
    public int? Burst { get; init; }

    /// <summary>Another quota.</summary>
    public long? Quota { get; init; }

    /// <summary>Another time until the quota is refilled.</summary>
    public TimeSpan? QuotaPeriod { get; init; }

    /// <summary>True to take the limit of a second away.</summary>
    public bool NoBurst { get; init; }

    /// <summary>True to take the quota away, and its period.</summary>
    public bool NoQuota { get; init; }

    /// <summary>True to have it accepted from now on, when its time would begin later.</summary>
    public bool NoNotBefore { get; init; }

    /// <summary>All networks that it is accepted from; empty for any.</summary>
    public IReadOnlyList<string>? AllowedNetworks { get; init; }

    /// <summary>All its tags.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
