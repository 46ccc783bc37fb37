namespace EnterpriseSecurity.ApiKeys;

/// <summary>What a new API key shall be.</summary>
public sealed record ApiKeyOptions
{
    /// <summary>The requests that a key may make in one <see cref="RatePeriod"/> when its maker says nothing else.</summary>
    public const int DefaultRateLimit = 1000;

    /// <summary>What the key is for; need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>Who the key acts for; null for a service's own.</summary>
    public string? UserId { get; init; }

    /// <summary>What it may be used for: words, or parts joined by colons, as <c>read</c>, <c>read:users</c>, <c>docs:*</c>, <c>*</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>For how long it is valid, from its beginning on; null for as long as it is not revoked.</summary>
    public TimeSpan? ExpiresIn { get; init; }

    /// <summary>When it ends; goes before <see cref="ExpiresIn"/>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Before when it is not accepted.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How many requests it may make in any <see cref="RatePeriod"/>; null for no limit.</summary>
    public int? RateLimit { get; init; } = DefaultRateLimit;

    /// <summary>The length of the sliding window of <see cref="RateLimit"/>.</summary>
    public TimeSpan RatePeriod { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many of them it may make in any one second; null for all at once.</summary>
    public int? Burst { get; init; }

    /// <summary>How many requests it may make in all, or until the quota is refilled; null for no quota.</summary>
    public long? Quota { get; init; }

    /// <summary>How long after the first request of a quota it is refilled; null for never.</summary>
    public TimeSpan? QuotaPeriod { get; init; }

    /// <summary>The networks that it is accepted from: addresses, or networks as <c>10.0.0.0/8</c> or <c>2001:db8::/32</c>. Empty for any.</summary>
    public IReadOnlyList<string> AllowedNetworks { get; init; } = [];

    /// <summary>Names and values to find it by; stored in clear.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The beginning of the key's text: 2 to 16 ASCII letters and digits.</summary>
    public string Prefix { get; init; } = ApiKeyText.DefaultPrefix;
}
