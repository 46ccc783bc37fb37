namespace EnterpriseSecurity.AccessControl;

/// <summary>A grant as it is kept: everything checked and canonical, times in Unix milliseconds.</summary>
internal sealed record Grant
{
    /// <summary>The record's id.</summary>
    public required string Id { get; init; }

    /// <summary>The user as written.</summary>
    public required string UserId { get; init; }

    /// <summary>The user's canonical name.</summary>
    public required string UserKey { get; init; }

    /// <summary>The role's id.</summary>
    public required string RoleId { get; init; }

    /// <summary>The resource's pattern as written; null for no limit.</summary>
    public string? Resource { get; init; }

    /// <summary>The canonical pattern.</summary>
    public string? ResourceKey { get; init; }

    /// <summary>From when it counts.</summary>
    public long NotBefore { get; init; } = long.MinValue;

    /// <summary>From when it does not count any more.</summary>
    public long ExpiresAt { get; init; } = long.MaxValue;

    /// <summary>When it was given.</summary>
    public DateTimeOffset GrantedAt { get; init; }

    /// <summary>The role's number in the graph.</summary>
    public int Role { get; init; }

    /// <summary>True when it counts at that time.</summary>
    public bool IsActive(long now) => NotBefore <= now && now < ExpiresAt;

    /// <summary>True when it is for that resource, or for every one when none is named.</summary>
    public bool Covers(string? resource) => ResourceKey is null || (resource is not null && ResourcePattern.Matches(ResourceKey, resource));

    /// <summary>True when it is for that resource, or for any at all when none is named.</summary>
    public bool Touches(string? resource) => ResourceKey is null || resource is null || ResourcePattern.Matches(ResourceKey, resource);
}
