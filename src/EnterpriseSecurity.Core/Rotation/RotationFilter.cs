using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <summary>Which rotations; what is null does not matter.</summary>
public sealed record RotationFilter
{
    /// <summary>What is rotated.</summary>
    public RotationKind? Kind { get; init; }

    /// <summary>The name of the credential, with <c>*</c> and <c>?</c> for others.</summary>
    public string? Name { get; init; }

    /// <summary>The name of the policy, with <c>*</c> and <c>?</c> for others.</summary>
    public string? Policy { get; init; }

    /// <summary>The id of either credential.</summary>
    public string? CredentialId { get; init; }

    /// <summary>How the one takes the place of the other.</summary>
    public RotationStrategy? Strategy { get; init; }

    /// <summary>Where it stands.</summary>
    public RotationState? State { get; init; }

    /// <summary>Only those that began at or after this.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Only those that began before this.</summary>
    public DateTimeOffset? Before { get; init; }

    internal bool Matches(RotationInfo rotation) =>
        (Kind is null || rotation.Kind == Kind)
        && (Name is null || NamePattern.Matches(Name, rotation.Name))
        && (Policy is null || (rotation.Policy is not null && NamePattern.Matches(Policy, rotation.Policy)))
        && (CredentialId is null || rotation.OldId == CredentialId || rotation.NewId == CredentialId)
        && (Strategy is null || rotation.Strategy == Strategy)
        && (State is null || rotation.State == State)
        && (After is null || rotation.StartedAt >= After)
        && (Before is null || rotation.StartedAt < Before);
}
