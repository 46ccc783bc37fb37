namespace EnterpriseSecurity.AccessControl;

/// <summary>A role to give to a user.</summary>
public sealed record RoleGrant
{
    /// <summary>The user; compared without regard to case.</summary>
    public required string UserId { get; init; }

    /// <summary>The role's name.</summary>
    public required string Role { get; init; }

    /// <summary>What it is limited to, with <c>*</c> for any characters; no limit when null.</summary>
    public string? Resource { get; init; }

    /// <summary>From when it counts; at once when null.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it stops to count; never when null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>In place of <see cref="ExpiresAt"/>: for how long it counts, from <see cref="NotBefore"/> or from now by the store's clock.</summary>
    public TimeSpan? ExpiresIn { get; init; }
}
