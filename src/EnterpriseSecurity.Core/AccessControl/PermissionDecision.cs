namespace EnterpriseSecurity.AccessControl;

/// <summary>The answer to whether a user may do something, and what decided it.</summary>
public sealed record PermissionDecision
{
    /// <summary>The user; null when a role was asked about.</summary>
    public string? UserId { get; init; }

    /// <summary>The permission that was asked for.</summary>
    public required string Permission { get; init; }

    /// <summary>The resource that was asked about; null for every one.</summary>
    public string? Resource { get; init; }

    /// <summary>True when it is allowed.</summary>
    public bool IsAllowed => Reason == PermissionReason.Granted;

    /// <summary>The same as <see cref="IsAllowed"/>, under the name that every detailed test has.</summary>
    public bool IsValid => IsAllowed;

    /// <summary>Why.</summary>
    public required PermissionReason Reason { get; init; }

    /// <summary>The role that decided: the one that names the permission, or forbids it. Null when none did.</summary>
    public string? Role { get; init; }

    /// <summary>The roles from the given one to <see cref="Role"/>.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>The permission or denial in <see cref="Role"/> that decided.</summary>
    public string? Rule { get; init; }

    /// <summary>The grant that decided.</summary>
    public RoleAssignment? Grant { get; init; }
}
