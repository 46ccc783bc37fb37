namespace EnterpriseSecurity.AccessControl;

/// <summary>Which assignments to list; what is null does not matter.</summary>
public sealed record RoleAssignmentFilter
{
    /// <summary>This user's.</summary>
    public string? UserId { get; init; }

    /// <summary>Those of this role.</summary>
    public string? Role { get; init; }

    /// <summary>Those that allow their user this permission now: who can. A denial leaves its user out.</summary>
    public string? Permission { get; init; }

    /// <summary>With a permission: on this resource. Without: those that cover this resource.</summary>
    public string? Resource { get; init; }

    /// <summary>Only those that count now.</summary>
    public bool ActiveOnly { get; init; }
}
