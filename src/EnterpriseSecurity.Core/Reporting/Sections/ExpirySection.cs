namespace EnterpriseSecurity.Reporting.Sections;

/// <summary>What expires when: a timeline, and the list behind it.</summary>
internal sealed class ExpirySection : IReportSection
{
    private const string RoleAssignment = "RoleAssignment";
    private const int Places = 13;
    private static readonly TimeSpan Urgent = TimeSpan.FromDays(7);

    /// <inheritdoc/>
    public string Id => "expiry";

    /// <inheritdoc/>
    public string Title => "What expires when";

    /// <inheritdoc/>
    public void Write(ReportSource source, ReportSection section)
    {
        IReadOnlyList<Ending> all = [.. Read(source)];
        if (all.Count == 0)
        {
            section.Say($"Nothing has expired, and nothing expires within {source.Options.Within}.");
            return;
        }

        int overdue = all.Count(one => one.IsExpired);
        int urgent = all.Count(one => !one.IsExpired && one.Left <= Urgent);
        section.ConcernIf(overdue, ReportSeverity.ActNow, $"credential has expired and is still kept", $"credentials have expired and are still kept");
        section.ConcernIf(urgent, ReportSeverity.ActNow, $"credential expires within {Urgent}", $"credentials expire within {Urgent}");
        section.ConcernIf(all.Count - overdue - urgent, ReportSeverity.Soon, $"more credential expires within {source.Options.Within}", $"more credentials expire within {source.Options.Within}");

        section.Chart(Timeline(source, all));
        IReadOnlyList<(ReportText, bool)> columns = [(ReportText.Of($"Name"), false), (ReportText.Of($"Kind"), false), (ReportText.Of($"Ends"), false), (ReportText.Of($"Left"), false)];
        section.Table($"Expired and to expire, the earliest first", columns, all, Row);
    }

    private static IReadOnlyList<ReportCell> Row(Ending one) =>
    [
        one.Name,
        KindOf(one.Kind),
        ReportText.Day(one.At),
        one.IsExpired ? new ReportCell(ReportText.Of($"expired {one.Left} ago"), ReportTone.Bad)
            : new ReportCell(ReportText.Of($"{one.Left}"), one.Left <= Urgent ? ReportTone.Caution : ReportTone.Plain),
    ];

    private static ReportTimeline Timeline(ReportSource source, IReadOnlyList<Ending> all)
    {
        TimeSpan width = source.Options.Within / Places;
        int PlaceOf(Ending one) => Math.Clamp((int)(one.Left / width), 0, Places - 1);
        var lanes = all.GroupBy(one => one.Kind).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
        {
            long[] counts = new long[Places];
            foreach (Ending one in group.Where(one => !one.IsExpired)) counts[PlaceOf(one)]++;
            return (KindOf(group.Key), group.LongCount(one => one.IsExpired), (IReadOnlyList<long>)counts);
        });
        return new ReportTimeline
        {
            Title = ReportText.Of($"What expires within {source.Options.Within}"),
            Description = ReportText.Of($"From {source.Now} to {source.Now + source.Options.Within}, in {Places} steps; the number at a place is how many credentials of the kind expire there."),
            Places = [.. Enumerable.Range(0, Places).Select(i => DateOnly.FromDateTime((source.Now + (i * width)).UtcDateTime))],
            Lanes = [.. lanes],
        };
    }

    // The role and the user of an assignment are two names; the list of all that expires has them in one.
    private static IEnumerable<Ending> Read(ReportSource source) => source.Expiring
        .Where(one => one.Kind is not (RoleAssignment or "Rotation"))
        .Select(one => new Ending(one.Kind, ReportText.Of($"{source.Names.Of(NameKindOf(one.Kind), one.Name)}"), one.ExpiresAt, one.ExpiresIn))
        .Concat(source.Assignments
            .Where(one => one.ExpiresAt - source.Now <= source.Options.Within)
            .Select(one => new Ending(RoleAssignment, ReportText.Of($"{source.Names.Of(ReportNameKind.Role, one.Role)} of {source.Names.Of(ReportNameKind.User, one.UserId)}"), one.ExpiresAt!.Value, one.ExpiresAt.Value - source.Now)))
        .OrderBy(one => one.At);

    private static ReportNameKind NameKindOf(string kind) => kind == "Password" ? ReportNameKind.User : Enum.TryParse(kind, out ReportNameKind known) ? known : ReportNameKind.Resource;

    private static ReportText KindOf(string kind) => kind switch
    {
        "Secret" => ReportText.Of($"Secret"),
        "SshCertificate" => ReportText.Of($"SSH certificate"),
        "Certificate" => ReportText.Of($"Certificate"),
        "ApiKey" => ReportText.Of($"API key"),
        "ManagedKey" => ReportText.Of($"Managed key"),
        "Password" => ReportText.Of($"Password"),
        RoleAssignment => ReportText.Of($"Role of a user"),
        _ => ReportText.Of($"Other"),
    };

    private sealed record Ending(string Kind, ReportText Name, DateTimeOffset At, TimeSpan Left)
    {
        public bool IsExpired => Left <= TimeSpan.Zero;
    }
}
