namespace EnterpriseSecurity.AccessControl;

/// <summary>What to change of a role; what is null stays. Its parents are changed by themselves.</summary>
public sealed record RoleChanges
{
    /// <summary>The new description; empty takes it away.</summary>
    public string? Description { get; init; }

    /// <summary>All permissions, in place of those there are.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>All denials, in place of those there are.</summary>
    public IReadOnlyList<string>? Deny { get; init; }

    /// <summary>Permissions to add.</summary>
    public IReadOnlyList<string>? AddPermissions { get; init; }

    /// <summary>Permissions to take away; one that is not there is no error.</summary>
    public IReadOnlyList<string>? RemovePermissions { get; init; }

    /// <summary>Denials to add.</summary>
    public IReadOnlyList<string>? AddDeny { get; init; }

    /// <summary>Denials to take away; one that is not there is no error.</summary>
    public IReadOnlyList<string>? RemoveDeny { get; init; }
}
