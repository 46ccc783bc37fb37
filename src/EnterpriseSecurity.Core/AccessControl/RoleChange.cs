namespace EnterpriseSecurity.AccessControl;

/// <summary>One role's part of the difference between a file of definitions and the store.</summary>
public sealed record RoleChange
{
    /// <summary>The role's name.</summary>
    public required string Name { get; init; }

    /// <summary>What becomes of it.</summary>
    public required RoleChangeKind Change { get; init; }

    /// <summary>Line by line, <c>+</c> for what comes and <c>-</c> for what goes, for example <c>+ deny docs:delete</c>.</summary>
    public IReadOnlyList<string> Difference { get; init; } = [];
}
