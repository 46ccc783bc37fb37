namespace EnterpriseSecurity.AccessControl;

/// <summary>Something that a user may do now.</summary>
public sealed record UserPermission
{
    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>The permission as a role names it, with its wildcards.</summary>
    public required string Permission { get; init; }

    /// <summary>What it is limited to; null for no limit.</summary>
    public string? Resource { get; init; }

    /// <summary>What is forbidden within it.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>The role that names it.</summary>
    public required string Role { get; init; }

    /// <summary>The roles from the given one to <see cref="Role"/>.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>When the grant ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
