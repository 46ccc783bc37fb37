namespace EnterpriseSecurity.RequestSigning;

/// <summary>What a request's signature must be like to be accepted.</summary>
public sealed record RequestVerificationOptions
{
    /// <summary>The widest clock window.</summary>
    public static readonly TimeSpan LargestClockWindow = TimeSpan.FromDays(1);

    /// <summary>How far the request's time may be from now, before or after; up to a day.</summary>
    public TimeSpan ClockWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Names of headers that must be signed.</summary>
    public IReadOnlyList<string> RequiredHeaders { get; init; } = [];

    /// <summary>False to accept a request again; for looking at one that was kept.</summary>
    public bool CheckReplay { get; init; } = true;
}
