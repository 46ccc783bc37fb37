namespace EnterpriseSecurity.AccessControl;

/// <summary>A role that a user has been given.</summary>
public sealed record RoleAssignment
{
    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>The role's name.</summary>
    public required string Role { get; init; }

    /// <summary>What it is limited to; null for no limit.</summary>
    public string? Resource { get; init; }

    /// <summary>From when it counts; null for from the beginning.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it stops to count; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was given.</summary>
    public DateTimeOffset GrantedAt { get; init; }

    /// <summary>True when it counts at the moment of asking.</summary>
    public bool IsActive { get; init; }

    /// <summary>The permission that was asked for, when one was.</summary>
    public string? Permission { get; init; }

    /// <summary>The roles from the given one to the one that names the permission, when one was asked for.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];
}
