using EnterpriseSecurity.Storage;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Reporting.Sections;

/// <summary>Which of the users that the store knows have a second factor.</summary>
internal sealed class SecondFactorSection : IReportSection
{
    private const int FewCodes = 3;

    /// <inheritdoc/>
    public string Id => "second-factor";

    /// <inheritdoc/>
    public string Title => "Second factor";

    /// <inheritdoc/>
    public void Write(ReportSource source, ReportSection section)
    {
        // Everyone who has a role or a password here, as the name was first written.
        Dictionary<string, string> people = [];
        foreach (string user in source.Assignments.Select(one => one.UserId).Concat(source.Passwords.Select(one => one.UserId)).Concat(source.SecondFactors.Select(one => one.UserId)))
        {
            people.TryAdd(CanonicalName.KeyOf(user), user);
        }

        if (people.Count == 0)
        {
            section.Say($"The store knows of no users: nobody has a role, a password or a second factor in it.");
            return;
        }

        OtpEnrollment[] confirmed = [.. source.SecondFactors.Where(one => one.ConfirmedAt is not null)];
        OtpEnrollment[] pending = [.. source.SecondFactors.Where(one => one.ConfirmedAt is null)];
        HashSet<string> covered = [.. confirmed.Select(one => CanonicalName.KeyOf(one.UserId))];
        string[] without = [.. people.Where(one => !covered.Contains(one.Key)).Select(one => one.Value).Order(StringComparer.OrdinalIgnoreCase)];
        OtpEnrollment[] throttled = [.. confirmed.Where(one => one.ThrottledUntil > source.Now)];
        OtpEnrollment[] fewCodes = [.. confirmed.Where(one => one.RemainingBackupCodes < FewCodes)];
        section.ConcernIf(without.Length, ReportSeverity.Soon, $"user has no second factor", $"users have no second factor");
        section.ConcernIf(throttled.Length, ReportSeverity.ActNow, $"user's codes are being guessed: no more are looked at for now", $"users' codes are being guessed: no more are looked at for now");
        section.ConcernIf(fewCodes.Length, ReportSeverity.Note, $"user has fewer than {FewCodes} backup codes left", $"users have fewer than {FewCodes} backup codes left");
        section.Facts(
            (ReportText.Of($"Users with a second factor"), new ReportCell(ReportText.Of($"{covered.Count} of {people.Count} ({ReportText.Percent(covered.Count, people.Count)})"), without.Length == 0 ? ReportTone.Good : ReportTone.Caution)),
            (ReportText.Of($"Begun, not confirmed"), ReportCell.Number(pending.Length, ReportTone.Caution)),
            (ReportText.Of($"Guesses held off now"), ReportCell.Number(throttled.Length, ReportTone.Bad)),
            (ReportText.Of($"Fewer than {FewCodes} backup codes left"), ReportCell.Number(fewCodes.Length, ReportTone.Caution)));

        ReportNames names = source.Names;
        ReportText Name(string user) => ReportText.Of($"{names.Of(ReportNameKind.User, user)}");
        section.Table(
            $"Users without a confirmed second factor",
            [(ReportText.Of($"User"), false), (ReportText.Of($"State"), false)],
            without,
            user => [Name(user), pending.Any(one => CanonicalName.KeyOf(one.UserId) == CanonicalName.KeyOf(user)) ? ReportText.Of($"begun, not confirmed") : ReportText.Of($"none")]);
        section.Table(
            $"Second factors",
            [(ReportText.Of($"User"), false), (ReportText.Of($"Kind"), false), (ReportText.Of($"Confirmed"), false), (ReportText.Of($"Last used"), false), (ReportText.Of($"Backup codes left"), true), (ReportText.Of($"Wrong codes in a row"), true)],
            confirmed,
            one => [Name(one.UserId), AlgorithmNames.Of(one), ReportText.Day(one.ConfirmedAt), ReportText.Day(one.LastUsedAt), new ReportCell(ReportText.Of($"{one.RemainingBackupCodes}"), one.RemainingBackupCodes < FewCodes ? ReportTone.Caution : ReportTone.Plain), ReportCell.Number(one.FailedAttempts, ReportTone.Caution)]);
    }
}
