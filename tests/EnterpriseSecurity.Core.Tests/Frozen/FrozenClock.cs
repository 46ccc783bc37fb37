namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>The time at which a release is frozen, and at which its files are read.</summary>
internal sealed class FrozenClock : TimeProvider
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private DateTimeOffset _now = Now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void GoTo(int daysAgo) => _now = Now.AddDays(-daysAgo);
}
