namespace EnterpriseSecurity.Stress;

/// <summary>A clock that stands, so that limits and delays do not depend on how fast a machine is.</summary>
internal sealed class StandingClock(long ticks) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(ticks, TimeSpan.Zero);
}
