namespace EnterpriseSecurity.TwoFactor;

/// <summary>
/// Slows down guessing: from the fifth wrong code in a row on, no code is looked at for a while, which doubles from 1
/// second to 15 minutes with each further wrong one.
/// </summary>
internal static class OtpThrottle
{
    private const int FirstDelayedFailure = 5;
    private const int LargestExponent = 10;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);

    /// <summary>How long from now no code is looked at; null when one is.</summary>
    public static TimeSpan? Remaining(OtpState state, DateTimeOffset now)
    {
        if (state.FailedAt is not { } failed || DelayAfter(state.FailedAttempts) is not { } delay) return null;
        // A clock that went back must neither shorten the delay nor stretch it to the day it came from.
        TimeSpan passed = now < failed ? TimeSpan.Zero : now - failed;
        return passed < delay ? delay - passed : null;
    }

    /// <summary>The state after one more wrong code.</summary>
    public static OtpState Fail(OtpState state, DateTimeOffset now) => state with { FailedAttempts = Math.Min(state.FailedAttempts, int.MaxValue - 1) + 1, FailedAt = now };

    /// <summary>The state after a refusal during the delay: where the clock went back, the delay runs from here.</summary>
    public static OtpState Refuse(OtpState state, DateTimeOffset now) => state.FailedAt > now ? state with { FailedAt = now } : state;

    private static TimeSpan? DelayAfter(int failures)
    {
        if (failures < FirstDelayedFailure) return null;
        TimeSpan delay = TimeSpan.FromSeconds(1 << Math.Min(failures - FirstDelayedFailure, LargestExponent));
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
