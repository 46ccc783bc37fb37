using EnterpriseSecurity.Core.Tests.Rotation;
using EnterpriseSecurity.Reporting;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Core.Tests.Reporting;

public sealed class RotationHealthTests : IDisposable
{
    private readonly RotationFixture _fixture = new();

    private RotationManager Rotation => _fixture.Rotation;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_store_without_a_policy_says_so()
    {
        _fixture.CreateManagedKey();
        ReportSection section = Section();
        Assert.Contains(section.Blocks.OfType<ReportParagraph>(), one => one.Text.ToString().StartsWith("No policy rotates anything", StringComparison.Ordinal));
        Assert.Empty(section.Concerns);
    }

    [Fact]
    public void What_is_due_overdue_running_and_failed_is_told()
    {
        _fixture.CreateApiKey("web");
        string waiting = _fixture.CreateApiKey("ci").Id;
        _fixture.CreateManagedKey("signing");
        Rotation.CreatePolicy(Policy("web") with { MaximumAge = TimeSpan.FromDays(40) });
        Rotation.CreatePolicy(Policy("ci") with { Name = "slow", Interval = TimeSpan.FromDays(60), Enabled = false });
        Rotation.Start(RotationKind.ManagedKey, _fixture.Current(), new RotationOptions { Strategy = RotationStrategy.BlueGreen, StagingPeriod = TimeSpan.FromDays(1) });
        Rotation.Start(RotationKind.ApiKey, waiting, new RotationOptions { Strategy = RotationStrategy.BlueGreen });

        _fixture.Clock.Advance(TimeSpan.FromDays(35));
        Assert.Equal(
            [
                "ActNow: 2 rotations have been due for more than 1 day: is Invoke-KeyRotation run by a scheduler?",
                "Note: 1 rotation waits for somebody: Complete-KeyRotation or Undo-KeyRotation ends it",
            ],
            Concerns());
        Assert.Equal(["monthly|API key|Overlapping|30 days|40 days|1|35 days", "slow (disabled)|API key|Overlapping|60 days|–|0|–"], Rows("Policies"));
        Assert.Equal(["web|API key|monthly|35 days|2030-01-31|2030-02-10|not begun"], Rows("Due within").Select(row => Dated(row, 30, 40)));
        Assert.Equal(["signing|Managed key|BlueGreen", "ci|API key|BlueGreen"], Rows("Rotations that run").Select(row => string.Join('|', row.Split('|').Take(3))));

        _fixture.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal("ActNow: 1 credential is older than its rotation policy allows", Concerns()[0]);
    }

    [Fact]
    public void A_redacted_report_names_neither_policy_nor_credential()
    {
        _fixture.CreateApiKey("web");
        Rotation.CreatePolicy(Policy("web"));
        _fixture.Clock.Advance(TimeSpan.FromDays(35));
        SecurityReport report = _fixture.Store.Manager.Reports.Build(new SecurityReportOptions { Redact = true });
        string[] rows = [.. RowsOf(report.Sections.Single(one => one.Id == "rotation"), "Policies"), .. RowsOf(report.Sections.Single(one => one.Id == "rotation"), "Due within")];
        Assert.Equal(2, rows.Length);
        Assert.All(rows, row => Assert.Contains("policy-", row, StringComparison.Ordinal));
        // Cells as a whole: the letters of a pseudonym are random.
        Assert.All(rows, row => Assert.DoesNotContain(row.Split('|'), cell => cell is "monthly" or "web"));
    }

    private static RotationPolicy Policy(string target) => new() { Name = "monthly", Kind = RotationKind.ApiKey, Target = target, Interval = TimeSpan.FromDays(30) };

    // The fixture's clock decides on the day.
    private string Dated(string row, int due, int overdue)
    {
        DateTimeOffset made = _fixture.Clock.GetUtcNow().AddDays(-35);
        return row.Replace(made.AddDays(due).ToString("yyyy-MM-dd", null), "2030-01-31", StringComparison.Ordinal).Replace(made.AddDays(overdue).ToString("yyyy-MM-dd", null), "2030-02-10", StringComparison.Ordinal);
    }

    private ReportSection Section() => _fixture.Store.Manager.Reports.Build(new SecurityReportOptions()).Sections.Single(one => one.Id == "rotation");

    private string[] Concerns() => [.. Section().Concerns.Select(one => $"{one.Severity}: {one.Text}")];

    private string[] Rows(string caption) => RowsOf(Section(), caption);

    private static string[] RowsOf(ReportSection section, string caption) =>
        [.. section.Blocks.OfType<ReportTable>().Single(one => one.Caption.ToString().StartsWith(caption, StringComparison.Ordinal)).Rows.Select(row => string.Join('|', row.Select(cell => cell.Text.ToString())))];
}
