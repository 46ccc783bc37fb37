namespace EnterpriseSecurity.Rotation;

/// <summary>Counts rotations that have ended.</summary>
internal sealed class RotationTally
{
    private Int128 _ticks;
    private Int128 _ticksToPromotion;
    private long _promoted;

    public long Total { get; private set; }

    public long Successful { get; private set; }

    public long Failed { get; private set; }

    public TimeSpan? Shortest { get; private set; }

    public TimeSpan? Longest { get; private set; }

    public DateTimeOffset? Last { get; private set; }

    public TimeSpan? AverageDuration => Total == 0 ? null : TimeSpan.FromTicks((long)(_ticks / Total));

    public TimeSpan? AverageTimeToPromotion => _promoted == 0 ? null : TimeSpan.FromTicks((long)(_ticksToPromotion / _promoted));

    public void Add(RotationInfo rotation)
    {
        TimeSpan duration = rotation.Duration ?? TimeSpan.Zero;
        Total++;
        if (rotation.State == RotationState.Completed) Successful++;
        if (rotation.State == RotationState.Failed) Failed++;
        _ticks += duration.Ticks;
        if (Shortest is null || duration < Shortest) Shortest = duration;
        if (Longest is null || duration > Longest) Longest = duration;
        if (Last is null || rotation.EndedAt > Last) Last = rotation.EndedAt;
        if (rotation.PromotedAt is not { } promoted) return;
        _ticksToPromotion += (promoted - rotation.StartedAt).Ticks;
        _promoted++;
    }

    public RotationStatisticsGroup ToGroup() => new(Total, Successful, Failed, AverageDuration);
}
