namespace EnterpriseSecurity.Rotation;

/// <summary>What options and policies may say.</summary>
internal static class RotationRules
{
    private const int MostPhases = 20;
    private const int LongestScript = 65_536;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3660);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(1);

    /// <exception cref="InvalidInputException">Something cannot be used; the message says what.</exception>
    public static RotationOptions Check(RotationOptions options)
    {
        if (!Enum.IsDefined(options.Strategy)) throw SecurityErrors.RotationOptionInvalid("there is no such strategy");
        Expect(IsTime(options.Overlap), "the overlap is a time from 0 to 3660 days");
        Expect(IsTime(options.Grace), "the grace is a time from 0 to 3660 days");
        Expect(options.StagingPeriod is not { } staging || IsTime(staging), "the staging period is a time from 0 to 3660 days");
        Expect(options.HookTimeout >= TimeSpan.FromSeconds(1) && options.HookTimeout <= TimeSpan.FromDays(1), "a hook's timeout is 1 second to 1 day");
        Expect(options.Hooks.All(hook => Enum.IsDefined(hook.Key) && hook.Value is { Length: > 0 and <= LongestScript }), $"a hook's text has 1 to {LongestScript} characters");
        Expect(options.Phases.Count is >= 1 and <= MostPhases && options.Phases[^1].Share == 100, $"there are 1 to {MostPhases} phases, the last of 100 %");
        Expect(options.Phases.All(phase => phase.Share > 0 && IsTime(phase.Duration)), "a phase has a share above 0 and a time from 0 to 3660 days");
        Expect(options.Phases.Zip(options.Phases.Skip(1)).All(pair => pair.First.Share < pair.Second.Share), "each phase's share is above that of the one before");
        return options;
    }

    /// <exception cref="InvalidInputException">Something cannot be used; the message says what.</exception>
    public static RotationPolicy Check(RotationPolicy policy)
    {
        Storage.CanonicalName.Check("rotation policy", policy.Name);
        if (!Enum.IsDefined(policy.Kind)) throw SecurityErrors.RotationOptionInvalid("there is no such kind of credential");
        Expect(policy.Target is { Length: > 0 and <= 200 } && !policy.Target.Any(char.IsControl), "the target is a name, or a pattern, of at most 200 characters");
        Expect(policy.Interval is not null || policy.MaximumAge is not null, "it has neither an interval nor a maximum age");
        foreach (TimeSpan? age in new[] { policy.Interval, policy.MaximumAge })
        {
            Expect(age is not { } time || (time >= ShortestInterval && time <= Longest), "an interval or a maximum age is 1 minute to 3660 days");
        }

        Expect(policy.MaximumAge is not { } most || policy.Interval is not { } interval || interval <= most, "the interval is longer than the maximum age");
        Expect(policy.NotifyBefore is not { } notice || (notice > TimeSpan.Zero && notice <= policy.Rhythm), "the notice is longer than the interval, or none");
        Expect(policy.Length is not (< 1 or > 4096), "a password's length is 1 to 4096");
        Check(policy.ToOptions());
        return policy;
    }

    private static bool IsTime(TimeSpan time) => time >= TimeSpan.Zero && time <= Longest;

    private static void Expect(bool condition, string rule)
    {
        if (!condition) throw SecurityErrors.RotationOptionInvalid(rule);
    }
}
