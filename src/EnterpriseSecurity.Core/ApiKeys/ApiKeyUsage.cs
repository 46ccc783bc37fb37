namespace EnterpriseSecurity.ApiKeys;

/// <summary>How an API key was used.</summary>
public sealed record ApiKeyUsage
{
    /// <summary>The key's id.</summary>
    public required string Id { get; init; }

    /// <summary>The key's name.</summary>
    public required string Name { get; init; }

    /// <summary>How often it was accepted.</summary>
    public long Accepted { get; init; }

    /// <summary>How often it was refused; requests with a wrong secret are not the key's and do not count here.</summary>
    public long Refused { get; init; }

    /// <summary>Accepted and refused.</summary>
    public long Total => Accepted + Refused;

    /// <summary>The requests by how they ended.</summary>
    public IReadOnlyDictionary<ApiKeyRefusal, long> ByResult { get; init; } = new Dictionary<ApiKeyRefusal, long>();

    /// <summary>The accepted requests of each day in UTC, the last 400 days on which there were any.</summary>
    public IReadOnlyDictionary<DateOnly, long> ByDay { get; init; } = new SortedDictionary<DateOnly, long>();

    /// <summary>When it was accepted last, or null.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>From where it was accepted last, if that was said.</summary>
    public string? LastAddress { get; init; }
}
