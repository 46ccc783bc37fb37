using System.Globalization;

namespace EnterpriseSecurity.Reporting.Html;

/// <summary>Writes the parts of sections.</summary>
/// <param name="html">Where to.</param>
internal sealed class ReportBlockWriter(HtmlWriter html)
{
    // So many columns need more room than a small screen has.
    private const int WideFrom = 5;

    private int _number;

    /// <summary>Writes one part.</summary>
    /// <param name="block">The part.</param>
    /// <param name="section">The section's anchor; the part's own begins with it.</param>
    public void Write(ReportBlock block, string section)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{section}-{++_number}");
        switch (block)
        {
            case ReportParagraph paragraph:
                html.Element("p", paragraph.Text);
                break;
            case ReportFacts facts:
                WriteFacts(facts);
                break;
            case ReportTable { IsFolded: true } table:
                WriteFolded(table, id);
                break;
            case ReportTable table:
                WriteTable(table, id);
                break;
            case ReportColumns columns:
                WriteFigure(columns.Title, columns.Description, id, () => ReportCharts.Write(html, columns, id));
                break;
            case ReportTimeline timeline:
                WriteFigure(timeline.Title, timeline.Description, id, () => ReportCharts.Write(html, timeline, id));
                break;
        }
    }

    private void WriteFacts(ReportFacts facts)
    {
        html.Open("dl");
        foreach ((ReportText label, ReportCell value) in facts.Items)
        {
            html.Open("div");
            html.Element("dt", label);
            html.Open("dd");
            WriteCell(value);
            html.Close();
            html.Close();
        }

        html.CloseLine();
    }

    private void WriteFigure(ReportText title, ReportText description, string id, Action chart)
    {
        html.Open("figure");
        html.Open("figcaption", ("id", id));
        html.Text(title);
        html.Element("span", description, ("class", "quiet"));
        html.Close();
        html.Open("div", ("class", "scroll"), ("role", "region"), ("aria-labelledby", id), ("tabindex", "0"));
        chart();
        html.Close();
        html.CloseLine();
    }

    private void WriteFolded(ReportTable table, string id)
    {
        html.Open("details");
        html.Open("summary");
        html.Text(table.Caption);
        html.Element("span", ReportText.Of($" ({table.Total})"), ("class", "quiet"));
        html.Close();
        WriteTable(table, id);
        html.CloseLine();
    }

    private void WriteTable(ReportTable table, string id)
    {
        // What is wider than the page is moved inside its frame, which the keyboard must be able to reach.
        html.Open("div", ("class", "scroll"), ("role", "region"), ("aria-labelledby", id), ("tabindex", "0"));
        if (table.Columns.Count >= WideFrom) html.Open("table", ("class", "wide"));
        else html.Open("table");
        if (table.IsFolded) html.Element("caption", table.Caption, ("id", id), ("class", "sr"));
        else html.Element("caption", table.Caption, ("id", id));
        html.Open("thead");
        html.Open("tr");
        foreach ((ReportText heading, bool isNumber) in table.Columns)
        {
            if (isNumber) html.Element("th", heading, ("scope", "col"), ("class", "n"));
            else html.Element("th", heading, ("scope", "col"));
        }

        html.Close();
        html.CloseLine();
        html.Open("tbody");
        foreach (IReadOnlyList<ReportCell> row in table.Rows) WriteRow(table, row);
        html.CloseLine();
        html.Close();
        html.CloseLine();
        if (table.Rows.Count < table.Total) html.Element("p", ReportText.Of($"And {table.Total - table.Rows.Count} more, which the page leaves out."), ("class", "quiet"));
    }

    private void WriteRow(ReportTable table, IReadOnlyList<ReportCell> row)
    {
        html.Open("tr");
        for (int i = 0; i < row.Count; i++)
        {
            if (i == 0) html.Open("th", ("scope", "row"));
            else if (table.Columns[i].IsNumber) html.Open("td", ("class", "n"));
            else if (IsDay(row[i].Text)) html.Open("td", ("class", "d"));
            else html.Open("td");
            WriteCell(row[i]);
            html.Close();
        }

        html.CloseLine();
    }

    private void WriteCell(ReportCell cell)
    {
        (string kind, string sign) = cell.Tone switch
        {
            ReportTone.Good => ("mark good", "✓ "),
            ReportTone.Caution => ("mark caution", "▲ "),
            ReportTone.Bad => ("mark bad", "✗ "),
            _ => ("", ""),
        };
        if (kind.Length == 0)
        {
            html.Text(cell.Text);
            return;
        }

        html.Open("span", ("class", kind));
        html.Words(sign);
        html.Text(cell.Text);
        html.Close();
    }

    private static bool IsDay(ReportText text) => text.Parts is [{ IsForeign: false, Text: { Length: 10 } day }] && day[4] == '-';
}
