using System.Globalization;

namespace EnterpriseSecurity.Reporting.Html;

/// <summary>Writes a report as one self-contained page.</summary>
internal sealed class ReportPage
{
    private readonly SecurityReport _report;
    private readonly HtmlWriter _html = new();
    private readonly ReportBlockWriter _blocks;

    private ReportPage(SecurityReport report)
    {
        _report = report;
        _blocks = new ReportBlockWriter(_html);
    }

    /// <summary>The page, in UTF-8.</summary>
    public static byte[] Write(SecurityReport report)
    {
        ReportPage page = new(report);
        page.WriteHead();
        page.WriteBody();
        return page._html.ToBytes();
    }

    private void WriteHead()
    {
        _html.Open("html", ("lang", "en"));
        _html.Open("head");
        _html.Void("meta", ("charset", "utf-8"));
        _html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", ReportStyle.Policy));
        _html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        _html.Void("meta", ("name", "referrer"), ("content", "no-referrer"));
        _html.Void("meta", ("name", "robots"), ("content", "noindex, nofollow"));
        _html.Void("meta", ("name", "generator"), ("content", "EnterpriseSecurity"));
        _html.Element("title", _report.Title);
        _html.Style();
        _html.CloseLine();
    }

    private void WriteBody()
    {
        _html.Open("body");
        _html.Element("a", "Skip to the report", ("class", "skip"), ("href", "#report"));
        _html.Open("div", ("class", "page"));
        WriteHeader();
        WriteContents();
        _html.Open("main", ("id", "report"), ("tabindex", "-1"));
        WriteVerdict();
        WriteSummary();
        foreach (ReportSection section in _report.Sections) WriteSection(section);
        _html.CloseLine();
        _html.Open("footer");
        _html.Element("p", "Made by EnterpriseSecurity from the metadata of the store and its audit trail. No secret was opened for it, and none is in it. Times are UTC.");
        _html.CloseLine();
    }

    private void WriteHeader()
    {
        _html.Open("header");
        _html.Open("h1");
        _html.Element("bdi", _report.Title);
        _html.CloseLine();
        _html.Open("p", ("class", "made"));
        _html.Open("span");
        _html.Words("Store ");
        _html.Text(_report.Store);
        _html.Close();
        _html.Element("span", ReportText.Of($"Made {ReportText.Moment(_report.CreatedAt)}"));
        if (_report.IsRedacted) _html.Element("span", "Redacted: pseudonyms stand in place of names");
        _html.CloseLine();
        _html.CloseLine();
    }

    private void WriteContents()
    {
        _html.Open("nav", ("aria-label", "Sections"));
        _html.Open("ul");
        WriteLink("summary", "At a glance");
        foreach (ReportSection section in _report.Sections) WriteLink(section.Id, section.Title);
        _html.Close();
        _html.CloseLine();
    }

    private void WriteLink(string id, string title)
    {
        _html.Open("li");
        _html.Element("a", title, ("href", "#" + id));
        _html.Close();
    }

    private void WriteVerdict()
    {
        bool isSound = _report.Verification.IsValid;
        long entries = _report.Verification.Audit.VerifiedLines;
        _html.Open("div", ("class", isSound ? "verdict good" : "verdict bad"));
        _html.Open("h2", ("class", isSound ? "good" : "bad"));
        _html.Words(isSound ? "✓ The store and its audit trail are intact" : "✗ The store or its audit trail is damaged");
        _html.Close();
        _html.Element(
            "p",
            isSound
                ? ReportText.Of($"{ReportText.Count(_report.Verification.Records, $"record", $"records")} and {ReportText.Count(entries, $"audit entry", $"audit entries")} were checked against their seals; nothing is missing and nothing was changed.")
                : ReportText.Of($"{ReportText.Count(_report.Verification.Findings.Count, $"finding", $"findings")}: see Integrity and recovery. Do not rely on the figures below until they are explained."));
        _html.CloseLine();
    }

    private void WriteSummary()
    {
        _html.Open("section", ("id", "summary"), ("aria-labelledby", "summary-title"), ("tabindex", "-1"));
        _html.Element("h2", "At a glance", ("id", "summary-title"));
        if (_report.Status is { } status) WriteTiles(status);
        else _html.Element("p", "The store is too damaged to count what there is.");
        _html.Element("h3", "Needs attention");
        if (_report.Concerns.Count == 0) _html.Element("p", "Nothing does.");
        else WriteConcerns();
        _html.CloseLine();
    }

    private void WriteTiles(SecurityStatus status)
    {
        _html.Open("ul", ("class", "tiles"));
        WriteTile(status.Secrets, "secret", "secrets");
        WriteTile(status.SshKeys, "SSH key", "SSH keys");
        WriteTile(status.ApiKeys, "API key", "API keys");
        WriteTile(status.Certificates, "certificate", "certificates");
        WriteTile(status.CertificateAuthorities, "authority", "authorities");
        WriteTile(status.ManagedKeys, "managed key", "managed keys");
        WriteTile(status.SigningKeys, "signing key", "signing keys");
        WriteTile(status.SecondFactors, "second factor", "second factors");
        WriteTile(status.RolesDefined, "role", "roles");
        WriteTile(status.UsersWithRoles, "user in a role", "users in roles");
        WriteTile(status.AuditEntries, "audit entry", "audit entries");
        _html.CloseLine();
    }

    private void WriteTile(long number, string one, string many)
    {
        _html.Open("li");
        _html.Element("b", number.ToString("N0", CultureInfo.InvariantCulture));
        _html.Words(" ");
        _html.Element("span", number == 1 ? one : many);
        _html.Close();
    }

    private void WriteConcerns()
    {
        Dictionary<string, string> titles = _report.Sections.ToDictionary(section => section.Id, section => section.Title);
        _html.Open("ul", ("class", "concerns"));
        foreach (ReportConcern concern in _report.Concerns)
        {
            (string kind, string words) = concern.Severity switch
            {
                ReportSeverity.ActNow => ("badge bad", "! Act now"),
                ReportSeverity.Soon => ("badge caution", "▲ Soon"),
                _ => ("badge note", "• Note"),
            };
            _html.Open("li");
            _html.Element("span", words, ("class", kind));
            _html.Words(" ");
            _html.Element("span", concern.Text, ("class", "what"));
            _html.Words(" ");
            _html.Element("a", titles[concern.SectionId], ("class", "where"), ("href", "#" + concern.SectionId));
            _html.CloseLine();
        }

        _html.CloseLine();
    }

    private void WriteSection(ReportSection section)
    {
        string title = section.Id + "-title";
        _html.Open("section", ("id", section.Id), ("aria-labelledby", title), ("tabindex", "-1"));
        _html.Element("h2", section.Title, ("id", title));
        foreach (ReportBlock block in section.Blocks) _blocks.Write(block, section.Id);
        _html.CloseLine();
    }
}
