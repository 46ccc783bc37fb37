namespace EnterpriseSecurity.AccessControl;

/// <summary>What a role is: what it allows, what it forbids, and from which roles it inherits both.</summary>
public sealed record RoleDefinition
{
    /// <summary>The name; unique without regard to case. At most 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, at most 1,024 characters.</summary>
    public string? Description { get; init; }

    /// <summary>What it allows: words, or parts joined by colons as in <c>docs:read</c>, <c>docs:*</c>, <c>*:read</c>, <c>*</c>.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>What it forbids, in the same spelling. It wins over whatever any role of the user allows.</summary>
    public IReadOnlyList<string> Deny { get; init; } = [];

    /// <summary>The names of the roles whose permissions and denials it has too.</summary>
    public IReadOnlyList<string> InheritsFrom { get; init; } = [];
}
