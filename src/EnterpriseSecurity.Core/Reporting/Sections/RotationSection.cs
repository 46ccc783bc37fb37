using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Reporting.Sections;

/// <summary>How well the rotation policies are kept, and how old credentials are since they were made or changed last.</summary>
internal sealed class RotationSection : IReportSection
{
    /// <inheritdoc/>
    public string Id => "rotation";

    /// <inheritdoc/>
    public string Title => "Rotation";

    /// <inheritdoc/>
    public void Write(ReportSource source, ReportSection section)
    {
        RotationHealth.Write(source, section);
        TimeSpan maximum = source.Options.MaximumKeyAge;
        Aged[] all = [.. Read(source).OrderByDescending(one => one.Age)];
        if (all.Length == 0)
        {
            section.Say($"There are no keys yet.");
            return;
        }

        Aged[] overdue = [.. all.Where(one => one.Age > maximum)];
        section.ConcernIf(overdue.Length, ReportSeverity.Soon, $"credential has not been changed for more than {maximum}", $"credentials have not been changed for more than {maximum}");
        (DateTimeOffset newest, int older) = source.Store.ReadDataKeyAge();
        section.Facts(
            (ReportText.Of($"Age that calls for a change"), ReportText.Of($"more than {maximum}")),
            (ReportText.Of($"Within that age"), ReportText.Of($"{all.Length - overdue.Length} of {all.Length} ({ReportText.Percent(all.Length - overdue.Length, all.Length)})")),
            (ReportText.Of($"Store's data key"), new ReportCell(ReportText.Of($"{source.Now - newest} old"), source.Now - newest > maximum ? ReportTone.Caution : ReportTone.Plain)),
            (ReportText.Of($"Older data keys still in use"), ReportCell.Number(older)));

        var kinds = all.GroupBy(one => one.Kind.ToString()).Select(group => group.ToArray()).ToList();
        section.Table(
            $"Age by kind, since the last change",
            [(ReportText.Of($"Kind"), false), (ReportText.Of($"Count"), true), (ReportText.Of($"Median age"), true), (ReportText.Of($"Greatest age"), true), (ReportText.Of($"Too old"), true)],
            kinds,
            group => [group[0].Kind, ReportCell.Number(group.Length), ReportText.Of($"{group[group.Length / 2].Age}"), ReportText.Of($"{group[0].Age}"), ReportCell.Number(group.Count(one => one.Age > maximum), ReportTone.Caution)]);
        section.Table(
            $"Credentials that are too old, the oldest first",
            [(ReportText.Of($"Name"), false), (ReportText.Of($"Kind"), false), (ReportText.Of($"Last change"), false), (ReportText.Of($"Age"), true)],
            overdue,
            one => [one.Name, one.Kind, ReportText.Day(one.ChangedAt), new ReportCell(ReportText.Of($"{one.Age}"), ReportTone.Caution)]);
    }

    private static IEnumerable<Aged> Read(ReportSource source)
    {
        ReportNames names = source.Names;
        Aged Of(ReportText kind, ReportNameKind nameKind, string name, DateTimeOffset changed) => new(kind, ReportText.Of($"{names.Of(nameKind, name)}"), changed, source.Now - changed);
        return
        [
            .. source.Secrets.Select(one => Of(ReportText.Of($"Secret"), ReportNameKind.Secret, one.Name, one.RotatedAt ?? one.CreatedAt)),
            .. source.SshKeys.Select(one => Of(ReportText.Of($"SSH key"), ReportNameKind.SshKey, one.Name, one.RotatedAt ?? one.CreatedAt)),
            .. source.ApiKeys.Where(one => one.State == ApiKeyState.Active).Select(one => Of(ReportText.Of($"API key"), ReportNameKind.ApiKey, one.Name, one.CreatedAt)),
            .. source.ManagedKeysInUse.Select(one => Of(ReportText.Of($"Managed key"), ReportNameKind.ManagedKey, one.Name, one.CreatedAt)),
            .. source.SigningKeys.Where(one => one.State == JwtSigningKeyState.Current).Select(one => Of(ReportText.Of($"Token signing key"), ReportNameKind.SigningKey, one.Name, one.CreatedAt)),
        ];
    }

    private sealed record Aged(ReportText Kind, ReportText Name, DateTimeOffset ChangedAt, TimeSpan Age);
}
