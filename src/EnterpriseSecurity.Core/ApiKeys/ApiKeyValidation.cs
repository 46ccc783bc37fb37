namespace EnterpriseSecurity.ApiKeys;

/// <summary>The answer to whether an API key is accepted, with all that a service tells its client.</summary>
public sealed record ApiKeyValidation
{
    /// <summary>True when it is accepted.</summary>
    public bool IsValid => Refusal == ApiKeyRefusal.None;

    /// <summary>Why it is not.</summary>
    public required ApiKeyRefusal Refusal { get; init; }

    /// <summary>The same in words; null when it is accepted.</summary>
    public string? Reason { get; init; }

    /// <summary>The key's id; null when it is unknown.</summary>
    public string? Id { get; init; }

    /// <summary>The key's name.</summary>
    public string? Name { get; init; }

    /// <summary>Who it acts for.</summary>
    public string? UserId { get; init; }

    /// <summary>What it may be used for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>When it ends, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The rate limit, or null.</summary>
    public int? Limit { get; init; }

    /// <summary>How many requests more it may make now, by rate limit and quota; null for no limit.</summary>
    public long? Remaining { get; init; }

    /// <summary>When all of the limit will be free again, if nothing is asked until then.</summary>
    public DateTimeOffset? ResetAt { get; init; }

    /// <summary>How long to wait before the next request can pass; null when it need not wait, or waiting does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
