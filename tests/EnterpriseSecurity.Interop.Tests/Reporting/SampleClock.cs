namespace EnterpriseSecurity.Interop.Tests.Reporting;

/// <summary>A clock that moves when the sample says so, and ends at a fixed day.</summary>
internal sealed class SampleClock : TimeProvider
{
    private DateTimeOffset _now = Today;

    /// <summary>The day on which the sample's report is made.</summary>
    public static DateTimeOffset Today { get; } = new(2026, 3, 16, 9, 30, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Goes to a number of days before the end.</summary>
    public void GoTo(double daysAgo) => _now = Today - TimeSpan.FromDays(daysAgo);
}
