using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Reporting.Sections;

/// <summary>The password policy against NIST SP 800-63B, and how old passwords are.</summary>
internal sealed class PasswordSection : IReportSection
{
    private const int LeastLength = 8;
    private const int AdvisedLength = 15;
    private const int LeastMaximum = 64;

    /// <inheritdoc/>
    public string Id => "passwords";

    /// <inheritdoc/>
    public string Title => "Passwords";

    /// <inheritdoc/>
    public void Write(ReportSource source, ReportSection section)
    {
        PasswordPolicy policy = source.PasswordPolicy;
        int expired = source.Passwords.Count(one => one.IsExpired);
        bool hasBreachList = policy.BreachListPath is not null || policy.BreachRangeUri is not null;
        if (policy.MinLength < LeastLength) section.Concern(ReportSeverity.ActNow, ReportText.Of($"Passwords of {policy.MinLength} characters are allowed"));
        if (!hasBreachList) section.Concern(ReportSeverity.Note, ReportText.Of($"New passwords are not looked up among breached ones"));
        section.ConcernIf(expired, ReportSeverity.Soon, $"password is older than the policy allows", $"passwords are older than the policy allows");

        ReportText Yes(bool value) => value ? ReportText.Of($"yes") : ReportText.Of($"no");
        ReportCell Fine(bool fine, ReportText advice) => fine ? new ReportCell(ReportText.Of($"as advised"), ReportTone.Good) : new ReportCell(advice, ReportTone.Caution);
        (ReportText Rule, ReportText Value, ReportCell Advice)[] rules =
        [
            (ReportText.Of($"Fewest characters"), ReportText.Of($"{policy.MinLength}"), policy.MinLength >= AdvisedLength ? Fine(true, ReportText.None) : Fine(false, ReportText.Of($"{AdvisedLength} where a password stands alone; {LeastLength} beside a second factor"))),
            (ReportText.Of($"Most characters"), ReportText.Of($"{policy.MaxLength}"), Fine(policy.MaxLength >= LeastMaximum, ReportText.Of($"at least {LeastMaximum}"))),
            (ReportText.Of($"Common passwords refused"), Yes(policy.DisallowCommonPasswords), Fine(policy.DisallowCommonPasswords, ReportText.Of($"refuse them"))),
            (ReportText.Of($"User's own name refused"), Yes(policy.DisallowUserName), Fine(policy.DisallowUserName, ReportText.Of($"refuse it"))),
            (ReportText.Of($"Breached passwords refused"), Yes(hasBreachList), Fine(hasBreachList, ReportText.Of($"give the policy a list of breached passwords"))),
            (ReportText.Of($"Kinds of characters required"), ReportText.Of($"{Kinds(policy)} of 4"), Kinds(policy) == 0 ? Fine(true, ReportText.None) : ReportText.Of($"length helps more than kinds of characters")),
            (ReportText.Of($"Earlier passwords refused"), ReportText.Of($"{policy.HistoryCount}"), ReportText.None),
            (ReportText.Of($"Least strength, of 8"), ReportText.Of($"{policy.MinStrengthScore}"), ReportText.None),
            (ReportText.Of($"Greatest age"), policy.MaximumAge is { } age ? ReportText.Of($"{age}") : ReportText.Of($"any"), policy.MaximumAge is null ? Fine(true, ReportText.None) : ReportText.Of($"a change is advised after a breach, not after a time")),
        ];
        section.Table(
            $"Password policy, with what NIST SP 800-63B advises",
            [(ReportText.Of($"Rule"), false), (ReportText.Of($"Setting"), false), (ReportText.Of($"Advice"), false)],
            rules,
            one => [one.Rule, one.Value, one.Advice]);
        section.Facts(
            (ReportText.Of($"Users with a password here"), ReportCell.Number(source.Passwords.Count)),
            (ReportText.Of($"Older than the policy allows"), ReportCell.Number(expired, ReportTone.Caution)),
            (ReportText.Of($"Hashes to renew at the next sign-in"), ReportCell.Number(source.Passwords.Count(one => one.Hash?.NeedsRehash == true), ReportTone.Caution)));
    }

    private static int Kinds(PasswordPolicy policy) => new[] { policy.RequireUppercase, policy.RequireLowercase, policy.RequireDigit, policy.RequireSymbol }.Count(required => required);
}
