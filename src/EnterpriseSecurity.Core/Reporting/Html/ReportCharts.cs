using System.Globalization;

namespace EnterpriseSecurity.Reporting.Html;

/// <summary>
/// Writes charts as SVG. Each has a title and a description for who does not see it, and the section has its figures in
/// a table; parts differ by their pattern and order as well as by colour.
/// </summary>
internal static class ReportCharts
{
    private const double Width = 960;

    /// <summary>Columns of up to three parts.</summary>
    public static void Write(HtmlWriter html, ReportColumns chart, string id)
    {
        const double Left = 52, Right = 8, Top = 34, Plot = 170, Bottom = 26;
        const double Height = Top + Plot + Bottom;
        long most = NiceCeiling(chart.Columns.Max(column => column.Values.Sum()));
        double step = (Width - Left - Right) / chart.Columns.Count;
        Begin(html, chart.Title, chart.Description, id, Height);
        WritePatterns(html, id);
        double keyAt = Left;
        for (int i = 0; i < chart.Series.Count; i++)
        {
            WritePart(html, id, i, keyAt, 6, 12, 12);
            Text(html, keyAt + 18, 16, chart.Series[i].ToString(), "lane");
            keyAt += 96;
        }

        for (int i = 0; i <= 4; i++)
        {
            double y = Top + Plot - (Plot * i / 4);
            Line(html, Left, y, Width - Right, y, "rule");
            if (most >= 4 || i is 0 or 4) Text(html, Left - 8, y + 4, (most * i / 4).ToString("N0", CultureInfo.InvariantCulture), "end");
        }

        for (int i = 0; i < chart.Columns.Count; i++)
        {
            (DateOnly day, IReadOnlyList<long> values) = chart.Columns[i];
            double x = Left + (i * step) + (step * 0.16);
            double y = Top + Plot;
            for (int part = 0; part < values.Count; part++)
            {
                if (values[part] == 0) continue;
                // Rarest things matter most: the least part that is there can be seen.
                double height = Math.Max(2, Plot * values[part] / most);
                y -= height;
                WritePart(html, id, part, x, y, step * 0.68, height);
            }

            if (i % 5 == 0) Text(html, x + (step * 0.34), Height - 6, day.ToString("MM-dd", CultureInfo.InvariantCulture), "mid");
        }

        html.CloseLine();
    }

    /// <summary>Kinds against time.</summary>
    public static void Write(HtmlWriter html, ReportTimeline chart, string id)
    {
        const double Left = 132, Late = 76, Top = 8, Lane = 38, Bottom = 28;
        double height = Top + (Lane * chart.Lanes.Count) + Bottom;
        double start = Left + Late;
        double step = (Width - start - 8) / chart.Places.Count;
        Begin(html, chart.Title, chart.Description, id, height);
        Rectangle(html, Left, Top, Late, Lane * chart.Lanes.Count, "late");
        for (int i = 0; i < chart.Lanes.Count; i++)
        {
            (ReportText kind, long overdue, IReadOnlyList<long> counts) = chart.Lanes[i];
            double middle = Top + (Lane * i) + (Lane / 2);
            Line(html, Left, middle, Width - 8, middle, "rule");
            Text(html, 0, middle + 4, kind.ToString(), "lane");
            if (overdue > 0) WriteCount(html, Left + (Late / 2), middle, overdue, "s2");
            for (int place = 0; place < counts.Count; place++)
            {
                if (counts[place] > 0) WriteCount(html, start + ((place + 0.5) * step), middle, counts[place], "s0");
            }
        }

        double bottom = Top + (Lane * chart.Lanes.Count);
        Line(html, start, Top, start, bottom + 6, "today");
        Text(html, Left + (Late / 2), bottom + 20, "Expired", "mid");
        for (int i = 0; i < chart.Places.Count; i += 2)
        {
            Text(html, start + (i * step) + (i == 0 ? 4 : 0), bottom + 20, i == 0 ? "Today" : chart.Places[i].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), i == 0 ? "" : "mid");
        }

        html.CloseLine();
    }

    private static void Begin(HtmlWriter html, ReportText title, ReportText description, string id, double height)
    {
        html.Open("svg", ("viewBox", $"0 0 {HtmlWriter.Number(Width)} {HtmlWriter.Number(height)}"), ("role", "img"), ("aria-labelledby", $"{id}-t {id}-d"));
        html.Element("title", title, ("id", id + "-t"));
        html.Element("desc", description, ("id", id + "-d"));
    }

    private static void WritePatterns(HtmlWriter html, string id)
    {
        html.Open("defs");
        html.Open("pattern", ("id", id + "-p1"), ("width", "6"), ("height", "6"), ("patternUnits", "userSpaceOnUse"), ("patternTransform", "rotate(45)"));
        html.Open("line", ("x1", "0"), ("y1", "0"), ("x2", "0"), ("y2", "6"), ("class", "hatch"));
        html.Close();
        html.Close();
        html.Open("pattern", ("id", id + "-p2"), ("width", "5"), ("height", "5"), ("patternUnits", "userSpaceOnUse"));
        html.Open("line", ("x1", "0"), ("y1", "2"), ("x2", "5"), ("y2", "2"), ("class", "hatch"));
        html.Close();
        html.Close();
        html.Close();
    }

    private static void WritePart(HtmlWriter html, string id, int part, double x, double y, double width, double height)
    {
        Rectangle(html, x, y, width, height, part switch { 0 => "s0", 1 => "s1", _ => "s2" });
        if (part == 0) return;
        html.Open("rect", [.. Box(x, y, width, height), ("fill", $"url(#{id}-p{part})")]);
        html.Close();
    }

    private static void WriteCount(HtmlWriter html, double x, double y, long count, string kind)
    {
        string text = count.ToString("N0", CultureInfo.InvariantCulture);
        double width = Math.Max(26, (text.Length * 8) + 12);
        html.Open("rect", [.. Box(x - (width / 2), y - 12, width, 24), ("rx", "12"), ("class", kind)]);
        html.Close();
        Text(html, x, y + 4, text, "in");
    }

    private static void Rectangle(HtmlWriter html, double x, double y, double width, double height, string kind)
    {
        html.Open("rect", [.. Box(x, y, width, height), ("class", kind)]);
        html.Close();
    }

    private static void Line(HtmlWriter html, double x1, double y1, double x2, double y2, string kind)
    {
        html.Open("line", ("x1", HtmlWriter.Number(x1)), ("y1", HtmlWriter.Number(y1)), ("x2", HtmlWriter.Number(x2)), ("y2", HtmlWriter.Number(y2)), ("class", kind));
        html.Close();
    }

    private static void Text(HtmlWriter html, double x, double y, string words, string kind) =>
        html.Element("text", words, ("x", HtmlWriter.Number(x)), ("y", HtmlWriter.Number(y)), ("class", kind));

    private static (string Name, string Value)[] Box(double x, double y, double width, double height) =>
        [("x", HtmlWriter.Number(x)), ("y", HtmlWriter.Number(y)), ("width", HtmlWriter.Number(width)), ("height", HtmlWriter.Number(height))];

    // The least number not below it whose quarter is round.
    private static long NiceCeiling(long number)
    {
        for (long power = 1; ; power *= 10)
        {
            foreach (long tenths in new long[] { 10, 12, 15, 20, 25, 30, 40, 50, 60, 80 })
            {
                long quarter = power * tenths / 10;
                if (power * tenths % 10 == 0 && 4 * quarter >= number) return 4 * quarter;
            }
        }
    }
}
