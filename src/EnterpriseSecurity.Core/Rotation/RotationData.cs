using System.Text.Json.Nodes;

namespace EnterpriseSecurity.Rotation;

/// <summary>All of a rotation that is kept in clear, sealed, with its record; written as JSON, so names here never change.</summary>
internal sealed record RotationData
{
    public required RotationKind Kind { get; init; }

    public required string Name { get; init; }

    public required string Key { get; init; }

    public required string OldId { get; init; }

    public required string NewId { get; init; }

    public required RotationStrategy Strategy { get; init; }

    public string? Policy { get; init; }

    /// <summary>How long the predecessor is accepted after the promotion.</summary>
    public TimeSpan Remaining { get; init; }

    public TimeSpan? StagingPeriod { get; init; }

    public IReadOnlyList<RotationPhase> Phases { get; init; } = [];

    /// <summary>The hooks that there are texts for.</summary>
    public IReadOnlyList<RotationHookKind> Hooks { get; init; } = [];

    public TimeSpan HookTimeout { get; init; }

    public required RotationState State { get; init; }

    public required RotationMove Next { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the step began that the next move belongs to, if it has begun.</summary>
    public DateTimeOffset? StepStartedAt { get; init; }

    /// <summary>When the successor was staged and verified; waiting counts from here.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    public DateTimeOffset? PausedAt { get; init; }

    public int Phase { get; init; }

    public DateTimeOffset? PhaseStartedAt { get; init; }

    /// <summary>True when somebody has asked for the promotion.</summary>
    public bool PromoteNow { get; init; }

    /// <summary>True when somebody has asked for the predecessor's end with the promotion.</summary>
    public bool RetireNow { get; init; }

    public DateTimeOffset? PromotedAt { get; init; }

    public DateTimeOffset? RetireAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it is rolled back: <see cref="RotationState.Failed"/> or <see cref="RotationState.Undone"/>.</summary>
    public RotationState? Outcome { get; init; }

    public string? Reason { get; init; }

    /// <summary>Until when the hook that runs now keeps others away.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>True once a value that is shown once was handed to a caller.</summary>
    public bool Delivered { get; init; }

    public IReadOnlyList<RotationStepInfo> Steps { get; init; } = [];

    /// <summary>What the target notes.</summary>
    public JsonObject Target { get; init; } = [];

    /// <summary>With one more step taken.</summary>
    public RotationData Took(RotationStep step, DateTimeOffset now, RotationStepResult result = RotationStepResult.Done, string? reason = null) => this with
    {
        StepStartedAt = null,
        LeaseUntil = null,
        Steps = [.. Steps, new RotationStepInfo { Step = step, StartedAt = StepStartedAt ?? now, EndedAt = now, Result = result, Reason = reason }],
    };
}
