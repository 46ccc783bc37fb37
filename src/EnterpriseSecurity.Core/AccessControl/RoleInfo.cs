namespace EnterpriseSecurity.AccessControl;

/// <summary>A role as it stands in a store.</summary>
public sealed record RoleInfo
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>What it allows itself, sorted.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>What it forbids itself, sorted.</summary>
    public required IReadOnlyList<string> Deny { get; init; }

    /// <summary>The roles it inherits from, sorted.</summary>
    public required IReadOnlyList<string> InheritsFrom { get; init; }

    /// <summary>When it was defined.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
