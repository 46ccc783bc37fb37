namespace EnterpriseSecurity.ApiKeys;

/// <summary>What an API key has left of its limits.</summary>
public sealed record ApiKeyLimitStatus
{
    /// <summary>The key's id.</summary>
    public required string Id { get; init; }

    /// <summary>The key's name.</summary>
    public required string Name { get; init; }

    /// <summary>True when a request could pass now.</summary>
    public required bool IsValid { get; init; }

    /// <summary>The rate limit, or null.</summary>
    public int? Limit { get; init; }

    /// <summary>How many requests can pass now; null for no limit.</summary>
    public long? Remaining { get; init; }

    /// <summary>When all of the limit will be free again.</summary>
    public DateTimeOffset? ResetAt { get; init; }

    /// <summary>How long to wait before a request can pass; null when none need wait, or waiting does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
