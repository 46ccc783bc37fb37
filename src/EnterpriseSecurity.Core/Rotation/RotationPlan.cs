namespace EnterpriseSecurity.Rotation;

/// <summary>What a rotation does when: nothing but its data and the clock decide.</summary>
internal static class RotationPlan
{
    /// <summary>What is to be done now; null when there is nothing.</summary>
    public static RotationMove? Due(RotationData data, DateTimeOffset now)
    {
        if (data.Next == RotationMove.RollBack) return RotationMove.RollBack;
        if (data.PausedAt is not null && !data.PromoteNow) return null;
        return data.Next switch
        {
            RotationMove.Promote when PromoteAt(data) <= now => RotationMove.Promote,
            RotationMove.Promote when data.Strategy == RotationStrategy.Gradual && PhaseAt(data, now).Phase > data.Phase => RotationMove.Advance,
            RotationMove.Promote => null,
            RotationMove.Retire => data.RetireAt <= now ? RotationMove.Retire : null,
            _ => data.Next,
        };
    }

    /// <summary>When the next move is, or was, due; null when it waits for somebody.</summary>
    public static DateTimeOffset? NextAt(RotationData data, DateTimeOffset now)
    {
        if (Due(data, now) is { } move)
        {
            return move switch
            {
                RotationMove.Promote when !data.PromoteNow => PromoteAt(data),
                RotationMove.Retire => data.RetireAt,
                _ => now,
            };
        }

        if (data.PausedAt is not null) return null;
        if (data.Next == RotationMove.Retire) return data.RetireAt;
        if (data.Strategy != RotationStrategy.Gradual) return PromoteAt(data);
        (int phase, DateTimeOffset startedAt) = PhaseAt(data, now);
        return startedAt + data.Phases[phase].Duration;
    }

    /// <summary>The phase of a gradual rotation, and when it began. The clock moves it on even when nobody notes that.</summary>
    public static (int Phase, DateTimeOffset StartedAt) PhaseAt(RotationData data, DateTimeOffset now)
    {
        DateTimeOffset moment = data.PausedAt ?? now;
        (int phase, DateTimeOffset startedAt) = (data.Phase, data.PhaseStartedAt ?? moment);
        if (data.Next != RotationMove.Promote) return (phase, startedAt);
        while (phase < data.Phases.Count - 1 && moment - startedAt >= data.Phases[phase].Duration)
        {
            startedAt += data.Phases[phase].Duration;
            phase++;
        }

        return (phase, startedAt);
    }

    /// <summary>The percentage of the clients that get the successor.</summary>
    public static int ShareAt(RotationData data, DateTimeOffset now) => data switch
    {
        { State: RotationState.Promoted or RotationState.Completed } => 100,
        { Next: RotationMove.Promote, Strategy: RotationStrategy.Gradual } => data.Phases[PhaseAt(data, now).Phase].Share,
        _ => 0,
    };

    /// <summary>How long the predecessor is accepted after the promotion.</summary>
    public static TimeSpan RemainingFor(RotationOptions options) => options.Strategy switch
    {
        RotationStrategy.Overlapping => options.Overlap,
        RotationStrategy.Gradual => options.Phases[^1].Duration,
        RotationStrategy.BlueGreen => options.Grace,
        _ => TimeSpan.Zero,
    };

    /// <summary>The step that a move belongs to.</summary>
    public static RotationStep StepOf(RotationMove move) => move switch
    {
        RotationMove.Stage or RotationMove.Deploy => RotationStep.Stage,
        RotationMove.Verify => RotationStep.Verify,
        RotationMove.Retire => RotationStep.Retire,
        RotationMove.RollBack => RotationStep.RollBack,
        _ => RotationStep.Promote,
    };

    /// <summary>The hook that belongs to a move, or null.</summary>
    public static RotationHookKind? HookOf(RotationMove move) => move switch
    {
        RotationMove.Deploy => RotationHookKind.Stage,
        RotationMove.Verify => RotationHookKind.Verify,
        RotationMove.Promote => RotationHookKind.Promote,
        RotationMove.RollBack => RotationHookKind.RollBack,
        _ => null,
    };

    private static DateTimeOffset? PromoteAt(RotationData data)
    {
        if (data.PromoteNow) return DateTimeOffset.MinValue;
        if (data.ReadyAt is not { } ready) return null;
        return data.Strategy switch
        {
            RotationStrategy.BlueGreen => ready + data.StagingPeriod,
            RotationStrategy.Gradual => data.Phases.Skip(data.Phase).SkipLast(1).Aggregate(data.PhaseStartedAt ?? ready, (at, phase) => at + phase.Duration),
            _ => ready,
        };
    }
}
