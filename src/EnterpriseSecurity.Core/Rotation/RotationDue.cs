namespace EnterpriseSecurity.Rotation;

/// <summary>A credential that a policy wants rotated.</summary>
public sealed record RotationDue
{
    /// <summary>What it is.</summary>
    public required RotationKind Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The id of the credential in use.</summary>
    public required string CredentialId { get; init; }

    /// <summary>The policy.</summary>
    public required string Policy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it is due.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it passes its maximum age; null when there is none.</summary>
    public DateTimeOffset? OverdueAt { get; init; }

    /// <summary>The id of the rotation that it is in already and that has not brought its successor into use, or null.</summary>
    public string? RotationId { get; init; }
}
