namespace EnterpriseSecurity.Rotation;

/// <summary>How rotations went.</summary>
public sealed record RotationStatistics
{
    /// <summary>Those that have ended, in whatever way.</summary>
    public required long TotalRotations { get; init; }

    /// <summary>Those that ended as they should.</summary>
    public required long SuccessfulRotations { get; init; }

    /// <summary>Those of which a step failed.</summary>
    public required long FailedRotations { get; init; }

    /// <summary>Those that somebody undid.</summary>
    public required long UndoneRotations { get; init; }

    /// <summary>Those that run; not in the total.</summary>
    public required long RunningRotations { get; init; }

    /// <summary>The successful ones in percent of all; 0 when there are none.</summary>
    public double SuccessRate => SuccessfulRotations * 100.0 / Math.Max(TotalRotations, 1);

    /// <summary>How long they took on average, from the start to the predecessor's end; null when there are none.</summary>
    public TimeSpan? AverageDuration { get; init; }

    /// <summary>The shortest time; null when there are none.</summary>
    public TimeSpan? ShortestDuration { get; init; }

    /// <summary>The longest time; null when there are none.</summary>
    public TimeSpan? LongestDuration { get; init; }

    /// <summary>How long it took on average until the successor was in use; null when there are none.</summary>
    public TimeSpan? AverageTimeToPromotion { get; init; }

    /// <summary>When the last one ended, or null.</summary>
    public DateTimeOffset? LastRotationAt { get; init; }

    /// <summary>The same for each strategy that was used.</summary>
    public required IReadOnlyDictionary<RotationStrategy, RotationStatisticsGroup> ByStrategy { get; init; }

    /// <summary>The same for each kind of credential that was rotated.</summary>
    public required IReadOnlyDictionary<RotationKind, RotationStatisticsGroup> ByKind { get; init; }
}
