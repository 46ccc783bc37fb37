namespace EnterpriseSecurity.Reporting.Sections;

/// <summary>What was done, what failed and what was refused, by day, by action and by user.</summary>
internal sealed class ActivitySection : IReportSection
{
    private const int Top = 15;

    // Below this number a share says nothing.
    private const int FewRefusals = 20;

    /// <inheritdoc/>
    public string Id => "activity";

    /// <inheritdoc/>
    public string Title => "Activity and refusals";

    /// <inheritdoc/>
    public void Write(ReportSource source, ReportSection section)
    {
        ReportActivity activity = source.Activity;
        ReportTally total = activity.Total;
        ReportNames names = source.Names;
        int days = activity.To.DayNumber - activity.From.DayNumber + 1;
        if (total.Refused >= FewRefusals && total.Refused * 10 > total.All) section.Concern(ReportSeverity.ActNow, ReportText.Of($"{ReportText.Percent(total.Refused, total.All)} of all operations in {days} days were refused"));
        else section.ConcernIf(total.Refused, ReportSeverity.Note, $"operation was refused in {days} days", $"operations were refused in {days} days");
        section.ConcernIf(activity.Unauthentic, ReportSeverity.ActNow, $"audit entry is not what was written", $"audit entries are not what was written");

        section.Facts(
            (ReportText.Of($"Days shown"), ReportText.Of($"{days}, from {activity.From}")),
            (ReportText.Of($"Done"), ReportCell.Number(total.Done)),
            (ReportText.Of($"Failed"), ReportCell.Number(total.Failed, ReportTone.Caution)),
            (ReportText.Of($"Refused"), ReportCell.Number(total.Refused, ReportTone.Bad)));
        List<(DateOnly Day, ReportTally Tally)> byDay = [.. Enumerable.Range(0, days).Select(i => activity.From.AddDays(i)).Select(day => (day, activity.ByDay.GetValueOrDefault(day) ?? new ReportTally()))];
        (DateOnly busiest, ReportTally most) = byDay.MaxBy(one => one.Tally.All);
        section.Chart(new ReportColumns
        {
            Title = ReportText.Of($"Audit entries by day"),
            Description = ReportText.Of($"{total.All} entries in {days} days; the most, {most.All}, on {busiest}."),
            Series = [ReportText.Of($"done"), ReportText.Of($"failed"), ReportText.Of($"refused")],
            Columns = [.. byDay.Select(one => (one.Day, (IReadOnlyList<long>)[one.Tally.Done, one.Tally.Failed, one.Tally.Refused]))],
        });
        section.Table($"Entries by day", Columns($"Day"), byDay, one => Row(ReportText.Of($"{one.Day}"), one.Tally), folded: true);
        section.Table($"The {Top} most frequent actions", Columns($"Action"), Most(activity.ByAction, names.Action), one => Row(ReportText.Of($"{names.Action(one.Key)}"), one.Value));
        section.Table($"The {Top} most active users", Columns($"User"), Most(activity.ByUser, user => names.Of(ReportNameKind.User, user)), one => Row(ReportText.Of($"{names.Of(ReportNameKind.User, one.Key)}"), one.Value));
        section.Table(
            $"What was refused most often",
            [(ReportText.Of($"Action"), false), (ReportText.Of($"User"), false), (ReportText.Of($"From"), false), (ReportText.Of($"Times"), true)],
            [.. activity.Refusals.OrderByDescending(one => one.Value).ThenBy(one => names.Action(one.Key.Action).Text, StringComparer.Ordinal).ThenBy(one => names.Of(ReportNameKind.User, one.Key.User).Text, StringComparer.Ordinal).Take(Top)],
            one =>
            [
                ReportText.Of($"{names.Action(one.Key.Action)}"),
                ReportText.Of($"{names.Of(ReportNameKind.User, one.Key.User)}"),
                one.Key.Address is null ? ReportText.None : ReportText.Of($"{names.Of(ReportNameKind.Address, one.Key.Address)}"),
                ReportCell.Number(one.Value),
            ]);
        if (activity.Unnamed > 0) section.Say($"{activity.Unnamed} entries have one of so many different names that they are in the sums only.");
    }

    private static IReadOnlyList<(ReportText, bool)> Columns(ReportText first) =>
        [(first, false), (ReportText.Of($"Done"), true), (ReportText.Of($"Failed"), true), (ReportText.Of($"Refused"), true), (ReportText.Of($"All"), true)];

    private static IReadOnlyList<ReportCell> Row(ReportText name, ReportTally tally) =>
        [name, ReportCell.Number(tally.Done), ReportCell.Number(tally.Failed, ReportTone.Caution), ReportCell.Number(tally.Refused, ReportTone.Bad), ReportCell.Number(tally.All)];

    private static List<KeyValuePair<string, ReportTally>> Most(IReadOnlyDictionary<string, ReportTally> tallies, Func<string, ReportName> nameOf) =>
        [.. tallies.OrderByDescending(one => one.Value.All).ThenBy(one => nameOf(one.Key).Text, StringComparer.Ordinal).Take(Top)];
}
