using System.Globalization;
using System.Net;
using System.Text;

namespace EnterpriseSecurity.Benchmarks.Scale;

/// <summary>Panels, two in a row, with logarithmic axes and one legend, as SVG that can be read on light and on dark.</summary>
internal sealed class LogLogChart(IReadOnlyList<ChartPanel> panels)
{
    private const int PanelWidth = 430;
    private const int PanelHeight = 290;
    private const int LegendHeight = 56;
    private const int Left = 62;
    private const int Right = 38;
    private const int Top = 38;
    private const int Bottom = 40;

    // Told apart by their marks too, for who does not see the colours.
    private static readonly string[] Colours = ["#2f81d8", "#d9822b", "#3a9d5d", "#b45bcf"];

    private readonly StringBuilder _svg = new();

    /// <summary>The picture.</summary>
    public string ToSvg()
    {
        int width = 2 * PanelWidth;
        int height = (((panels.Count + 1) / 2) * PanelHeight) + LegendHeight;
        Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"system-ui, sans-serif\" font-size=\"12\">");
        Line($"<style>.paper{{fill:#ffffff}}.ink{{fill:#1f2328}}.soft{{fill:#59636e}}.grid{{stroke:#d1d9e0}}@media (prefers-color-scheme: dark){{.paper{{fill:#0d1117}}.ink{{fill:#f0f6fc}}.soft{{fill:#9198a1}}.grid{{stroke:#3d444d}}}}</style>");
        Line($"<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>");
        for (int i = 0; i < panels.Count; i++) Draw(panels[i], i % 2 * PanelWidth, i / 2 * PanelHeight);
        for (int i = 0; i < panels[0].Series.Count; i++)
        {
            int x = 40 + (i % 2 * PanelWidth);
            int y = height - LegendHeight + 16 + (i / 2 * 22);
            Line($"<line x1=\"{x}\" y1=\"{y}\" x2=\"{x + 30}\" y2=\"{y}\" stroke=\"{Colours[i]}\" stroke-width=\"2\"/>");
            Mark(i, x + 15, y);
            Line($"<text class=\"ink\" x=\"{x + 40}\" y=\"{y + 4}\">{WebUtility.HtmlEncode(panels[0].Series[i].Name)}</text>");
        }

        Line($"</svg>");
        return _svg.ToString();
    }

    private void Draw(ChartPanel panel, int x, int y)
    {
        (double X, double Y)[] all = [.. panel.Series.SelectMany(series => series.Points)];
        if (all.Length == 0) return;
        (int lowX, int highX) = Decades(all.Select(point => point.X));
        (int lowY, int highY) = Decades(all.Select(point => point.Y));
        double AtX(double value) => x + Left + ((Math.Log10(value) - lowX) / (highX - lowX) * (PanelWidth - Left - Right));
        double AtY(double value) => y + PanelHeight - Bottom - ((Math.Log10(value) - lowY) / (highY - lowY) * (PanelHeight - Top - Bottom));
        Line($"<text class=\"ink\" x=\"{x + Left}\" y=\"{y + 24}\" font-weight=\"600\">{WebUtility.HtmlEncode(panel.Title)}</text>");
        for (int decade = lowX; decade <= highX; decade++)
        {
            double at = AtX(Math.Pow(10, decade));
            Line($"<line class=\"grid\" x1=\"{at:0.#}\" y1=\"{y + Top}\" x2=\"{at:0.#}\" y2=\"{y + PanelHeight - Bottom}\"/>");
            Line($"<text class=\"soft\" x=\"{at:0.#}\" y=\"{y + PanelHeight - Bottom + 17}\" text-anchor=\"middle\">{Power(decade)}</text>");
        }

        for (int decade = lowY; decade <= highY; decade++)
        {
            double at = AtY(Math.Pow(10, decade));
            Line($"<line class=\"grid\" x1=\"{x + Left}\" y1=\"{at:0.#}\" x2=\"{x + PanelWidth - Right}\" y2=\"{at:0.#}\"/>");
            Line($"<text class=\"soft\" x=\"{x + Left - 7}\" y=\"{at + 4:0.#}\" text-anchor=\"end\">{Power(decade)}</text>");
        }

        Line($"<text class=\"soft\" x=\"{x + PanelWidth - Right}\" y=\"{y + PanelHeight - 8}\" text-anchor=\"end\">how many are in the store</text>");
        for (int i = 0; i < panel.Series.Count; i++)
        {
            IReadOnlyList<(double X, double Y)> points = panel.Series[i].Points;
            string path = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{AtX(point.X):0.#},{AtY(point.Y):0.#}")));
            Line($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{Colours[i]}\" stroke-width=\"2\"/>");
            foreach ((double pointX, double pointY) in points) Mark(i, AtX(pointX), AtY(pointY));
        }
    }

    private void Mark(int series, double x, double y)
    {
        string colour = Colours[series];
        switch (series)
        {
            case 0: Line($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"4\" fill=\"{colour}\"/>"); break;
            case 1: Line($"<rect x=\"{x - 4:0.#}\" y=\"{y - 4:0.#}\" width=\"8\" height=\"8\" fill=\"{colour}\"/>"); break;
            case 2: Line($"<path d=\"M{x:0.#} {y - 5:0.#}l5 9h-10z\" fill=\"{colour}\"/>"); break;
            default: Line($"<path d=\"M{x:0.#} {y - 5:0.#}l5 5l-5 5l-5 -5z\" fill=\"{colour}\"/>"); break;
        }
    }

    private void Line(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static (int Low, int High) Decades(IEnumerable<double> values)
    {
        double[] all = [.. values];
        int low = (int)Math.Floor(Math.Log10(all.Min()));
        return (low, Math.Max(low + 1, (int)Math.Ceiling(Math.Log10(all.Max()))));
    }

    private static string Power(int decade) => decade switch
    {
        < 0 => Math.Pow(10, decade).ToString("0.####", CultureInfo.InvariantCulture),
        _ => Math.Pow(10, decade).ToString("N0", CultureInfo.InvariantCulture),
    };
}
