using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Reporting.Sections;

/// <summary>How well the policies are kept: what is due or overdue, what runs or is stuck, and what failed.</summary>
internal static class RotationHealth
{
    // Twice the longest interval of a policy, so that all that is covered by one is seen.
    private static readonly TimeSpan Everything = TimeSpan.FromDays(2 * 3660);

    // A scheduler that runs once a day has had its turn.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>Adds what there is to say; one sentence when nothing is rotated here.</summary>
    public static void Write(ReportSource source, ReportSection section)
    {
        IReadOnlyList<RotationPolicy> policies = source.RotationPolicies;
        IReadOnlyList<RotationInfo> rotations = source.Rotations;
        if (policies.Count == 0 && rotations.Count == 0)
        {
            section.Say($"No policy rotates anything, and nothing was rotated under one.");
            return;
        }

        IReadOnlyList<RotationDue> covered = source.Manager.Rotation.FindDue(Everything);
        RotationInfo[] running = [.. rotations.Where(one => one.IsRunning).OrderBy(one => one.NextAt ?? DateTimeOffset.MaxValue)];
        RotationInfo[] failed = [.. rotations.Where(one => HasFailed(one) && (one.EndedAt ?? source.Now) > source.Now.AddDays(-source.Options.ActivityDays))];
        SayConcerns(source, section, covered, running, failed);
        SayFigures(source, section, covered, rotations);
        ListPolicies(source, section, covered);
        ListDue(source, section, covered);
        ListRunning(source, section, running);
        ListFailed(source, section, failed);
    }

    private static void SayConcerns(ReportSource source, ReportSection section, IReadOnlyList<RotationDue> covered, RotationInfo[] running, RotationInfo[] failed)
    {
        section.ConcernIf(covered.LongCount(due => due.OverdueAt <= source.Now), ReportSeverity.ActNow, $"credential is older than its rotation policy allows", $"credentials are older than their rotation policy allows");
        section.ConcernIf(
            running.LongCount(one => !one.IsPaused && one.NextAt < source.Now - Patience) + covered.LongCount(due => due.RotationId is null && due.DueAt < source.Now - Patience),
            ReportSeverity.ActNow,
            $"rotation has been due for more than {Patience}: is Invoke-KeyRotation run by a scheduler?",
            $"rotations have been due for more than {Patience}: is Invoke-KeyRotation run by a scheduler?");
        section.ConcernIf(failed.Length, ReportSeverity.Soon, $"rotation failed in the last {source.Options.ActivityDays} days", $"rotations failed in the last {source.Options.ActivityDays} days");
        section.ConcernIf(running.LongCount(one => !one.IsPaused && one.NextAt is null && one.StartedAt < source.Now - Patience), ReportSeverity.Note, $"rotation waits for somebody: Complete-KeyRotation or Undo-KeyRotation ends it", $"rotations wait for somebody: Complete-KeyRotation or Undo-KeyRotation ends each");
        section.ConcernIf(running.LongCount(one => one.IsPaused), ReportSeverity.Note, $"rotation is paused", $"rotations are paused");
    }

    private static void SayFigures(ReportSource source, ReportSection section, IReadOnlyList<RotationDue> covered, IReadOnlyList<RotationInfo> rotations)
    {
        long ended = rotations.LongCount(one => !one.IsRunning);
        long successful = rotations.LongCount(one => one.IsSuccessful);
        section.Facts(
            (ReportText.Of($"Policies"), ReportText.Of($"{source.RotationPolicies.Count(policy => policy.Enabled)} enabled of {source.RotationPolicies.Count}")),
            (ReportText.Of($"Credentials under a policy"), ReportCell.Number(covered.Select(due => (due.Kind, due.CredentialId)).Distinct().LongCount())),
            (ReportText.Of($"Past their maximum age"), ReportCell.Number(covered.LongCount(due => due.OverdueAt <= source.Now), ReportTone.Bad)),
            (ReportText.Of($"Due now"), ReportCell.Number(covered.LongCount(due => due.DueAt <= source.Now), ReportTone.Caution)),
            (ReportText.Of($"Rotations running"), ReportCell.Number(rotations.Count - ended)),
            (ReportText.Of($"Ended as they should"), ended == 0 ? ReportText.None : ReportText.Of($"{successful} of {ended} ({ReportText.Percent(successful, ended)})")));
    }

    private static void ListPolicies(ReportSource source, ReportSection section, IReadOnlyList<RotationDue> covered)
    {
        ILookup<string, RotationDue> byPolicy = covered.ToLookup(due => due.Policy, StringComparer.OrdinalIgnoreCase);
        section.Table(
            $"Policies, and the oldest credential under each",
            [(ReportText.Of($"Policy"), false), (ReportText.Of($"Rotates"), false), (ReportText.Of($"Strategy"), false), (ReportText.Of($"At the age of"), true), (ReportText.Of($"At most"), true), (ReportText.Of($"Credentials"), true), (ReportText.Of($"Oldest"), true)],
            source.RotationPolicies,
            policy =>
            {
                RotationDue[] mine = [.. byPolicy[policy.Name].OrderBy(due => due.IssuedAt)];
                return
                [
                    policy.Enabled ? ReportText.Of($"{PolicyName(source, policy.Name)}") : new ReportCell(ReportText.Of($"{PolicyName(source, policy.Name)} (disabled)"), ReportTone.Caution),
                    ReportText.Of($"{KindOf(policy.Kind)}"),
                    ReportText.Of($"{policy.Strategy}"),
                    Length(policy.Interval ?? policy.MaximumAge),
                    Length(policy.MaximumAge),
                    ReportCell.Number(mine.Length),
                    mine.Length == 0 ? ReportText.None : new ReportCell(ReportText.Of($"{source.Now - mine[0].IssuedAt}"), ToneOf(source, mine[0])),
                ];
            });
    }

    private static void ListDue(ReportSource source, ReportSection section, IReadOnlyList<RotationDue> covered) => section.Table(
        $"Due within {source.Options.Within}, the earliest first",
        [(ReportText.Of($"Credential"), false), (ReportText.Of($"Kind"), false), (ReportText.Of($"Policy"), false), (ReportText.Of($"Age"), true), (ReportText.Of($"Due"), false), (ReportText.Of($"Too old"), false), (ReportText.Of($"Rotation"), false)],
        [.. covered.Where(due => due.DueAt <= source.Now + source.Options.Within)],
        due =>
        [
            ReportText.Of($"{CredentialName(source, due.Kind, due.Name)}"),
            ReportText.Of($"{KindOf(due.Kind)}"),
            ReportText.Of($"{PolicyName(source, due.Policy)}"),
            ReportText.Of($"{source.Now - due.IssuedAt}"),
            new ReportCell(ReportText.Day(due.DueAt), ToneOf(source, due)),
            ReportText.Day(due.OverdueAt),
            due.RotationId is null ? ReportText.Of($"not begun") : ReportText.Of($"runs"),
        ]);

    private static void ListRunning(ReportSource source, ReportSection section, RotationInfo[] running) => section.Table(
        $"Rotations that run",
        [(ReportText.Of($"Credential"), false), (ReportText.Of($"Kind"), false), (ReportText.Of($"Strategy"), false), (ReportText.Of($"Since"), false), (ReportText.Of($"State"), false), (ReportText.Of($"Next step"), false), (ReportText.Of($"When"), false)],
        running,
        one =>
        [
            ReportText.Of($"{CredentialName(source, one.Kind, one.Name)}"),
            ReportText.Of($"{KindOf(one.Kind)}"),
            ReportText.Of($"{one.Strategy}"),
            ReportText.Day(one.StartedAt),
            one.IsPaused ? new ReportCell(ReportText.Of($"{one.State}, paused"), ReportTone.Caution) : ReportText.Of($"{one.State}"),
            one.NextStep is { } step ? ReportText.Of($"{step}") : ReportText.None,
            one.NextAt is null ? ReportText.Of($"waits for somebody") : new ReportCell(ReportText.Day(one.NextAt), one.NextAt < source.Now - Patience ? ReportTone.Bad : ReportTone.Plain),
        ]);

    // Why is left to Get-KeyRotationHistory: it is somebody's own text, and may name anything.
    private static void ListFailed(ReportSource source, ReportSection section, RotationInfo[] failed) => section.Table(
        $"Rotations that failed in the last {source.Options.ActivityDays} days, the newest first",
        [(ReportText.Of($"Credential"), false), (ReportText.Of($"Kind"), false), (ReportText.Of($"Policy"), false), (ReportText.Of($"Began"), false), (ReportText.Of($"Ended"), false), (ReportText.Of($"State"), false)],
        failed,
        one =>
        [
            ReportText.Of($"{CredentialName(source, one.Kind, one.Name)}"),
            ReportText.Of($"{KindOf(one.Kind)}"),
            one.Policy is null ? ReportText.None : ReportText.Of($"{PolicyName(source, one.Policy)}"),
            ReportText.Day(one.StartedAt),
            ReportText.Day(one.EndedAt),
            new ReportCell(ReportText.Of($"{one.State}"), ReportTone.Bad),
        ]);

    private static bool HasFailed(RotationInfo rotation) => rotation.State is RotationState.Failed or RotationState.RollingBack;

    private static ReportTone ToneOf(ReportSource source, RotationDue due) =>
        due.OverdueAt <= source.Now ? ReportTone.Bad : due.DueAt <= source.Now ? ReportTone.Caution : ReportTone.Plain;

    private static ReportCell Length(TimeSpan? time) => time is { } known ? ReportText.Of($"{known}") : ReportText.None;

    private static ReportName PolicyName(ReportSource source, string name) => source.Names.Of(ReportNameKind.Policy, name);

    private static ReportName CredentialName(ReportSource source, RotationKind kind, string name) => source.Names.Of(
        kind switch
        {
            RotationKind.ManagedKey => ReportNameKind.ManagedKey,
            RotationKind.ApiKey => ReportNameKind.ApiKey,
            RotationKind.SshKey => ReportNameKind.SshKey,
            RotationKind.Secret => ReportNameKind.Secret,
            RotationKind.Certificate => ReportNameKind.Certificate,
            _ => ReportNameKind.SigningKey,
        },
        name);

    private static ReportText KindOf(RotationKind kind) => kind switch
    {
        RotationKind.ManagedKey => ReportText.Of($"Managed key"),
        RotationKind.ApiKey => ReportText.Of($"API key"),
        RotationKind.SshKey => ReportText.Of($"SSH key"),
        RotationKind.Secret => ReportText.Of($"Secret"),
        RotationKind.Certificate => ReportText.Of($"Certificate"),
        _ => ReportText.Of($"Token signing key"),
    };
}
