namespace EnterpriseSecurity.Rotation;

/// <summary>One thing that a run of all that is due did.</summary>
public sealed class RotationOutcome : SecretBearer
{
    /// <summary>What it did.</summary>
    public required RotationOutcomeKind Outcome { get; init; }

    /// <summary>What is rotated.</summary>
    public required RotationKind Kind { get; init; }

    /// <summary>The name of the credential, or of the policy when it failed as a whole.</summary>
    public required string Name { get; init; }

    /// <summary>The policy, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>The rotation, or null when there is none.</summary>
    public RotationInfo? Rotation { get; init; }

    /// <summary>The rotation's id, or null.</summary>
    public string? Id => Rotation?.Id;

    /// <summary>Where the rotation stands, or null.</summary>
    public RotationState? State => Rotation?.State;

    /// <summary>When the rotation is or was due, for a notice or an overdue one.</summary>
    public DateTimeOffset? DueAt { get; init; }

    internal string? NewKey { private get; init; }

    /// <summary>The id of the error, or null.</summary>
    public string? ErrorId { get; init; }

    /// <summary>What went wrong, in words, or null.</summary>
    public string? Message { get; init; }

    /// <summary>False when something is not as it should be; a run that has one such has failed.</summary>
    public bool IsSuccessful => Outcome is not (RotationOutcomeKind.Failed or RotationOutcomeKind.Overdue);

    /// <inheritdoc cref="RotationResult.RevealKey"/>
    public string? RevealKey() => NewKey;

    /// <summary>What it did to what, never the key.</summary>
    public override string ToString() => $"{Outcome}: {Kind} {Name}";
}
