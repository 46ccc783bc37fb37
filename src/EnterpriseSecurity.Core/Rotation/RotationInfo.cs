namespace EnterpriseSecurity.Rotation;

/// <summary>What is known of a rotation.</summary>
public sealed record RotationInfo
{
    /// <summary>Its id, a UUID that sorts by time.</summary>
    public required string Id { get; init; }

    /// <summary>What is rotated.</summary>
    public required RotationKind Kind { get; init; }

    /// <summary>The name of the credential.</summary>
    public required string Name { get; init; }

    /// <summary>How the one takes the place of the other.</summary>
    public required RotationStrategy Strategy { get; init; }

    /// <summary>Where it stands.</summary>
    public required RotationState State { get; init; }

    /// <summary>The policy that began it, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>The id of the credential that is replaced.</summary>
    public required string OldId { get; init; }

    /// <summary>The id of the one that replaces it.</summary>
    public required string NewId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the successor came into use, or null.</summary>
    public DateTimeOffset? PromotedAt { get; init; }

    /// <summary>Until when the predecessor is accepted after the promotion, by the clock alone; null before.</summary>
    public DateTimeOffset? RetiresAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The step that comes next; null when it has ended.</summary>
    public RotationStep? NextStep { get; init; }

    /// <summary>When that is due, in the past when nobody has done it; null when it waits for somebody, or has ended.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>True while it is paused.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The percentage of the clients that get the successor now.</summary>
    public int Share { get; init; }

    /// <summary>Gradual: the phase that it is in, from 1; else null.</summary>
    public int? Phase { get; init; }

    /// <summary>Gradual: all phases; else none.</summary>
    public IReadOnlyList<RotationPhase> Phases { get; init; } = [];

    /// <summary>The steps that it has taken.</summary>
    public IReadOnlyList<RotationStepInfo> Steps { get; init; } = [];

    /// <summary>The hooks that it has texts for.</summary>
    public IReadOnlyList<RotationHookKind> Hooks { get; init; } = [];

    /// <summary>Why it failed or was undone, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>True while it has not ended.</summary>
    public bool IsRunning => EndedAt is null;

    /// <summary>True when it has ended as it should.</summary>
    public bool IsSuccessful => State == RotationState.Completed;

    /// <summary>How long it took; null while it runs.</summary>
    public TimeSpan? Duration => EndedAt - StartedAt;

    /// <summary>What is rotated, how, and where it stands.</summary>
    public override string ToString() => $"{Kind} {Name} ({Strategy}, {State})";
}
