namespace EnterpriseSecurity.Reporting.Html;

/// <summary>
/// The page's colours, by name, for light and for dark. Text keeps a contrast of 4.5 to 1 against what it stands on,
/// and the parts of charts 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
/// </summary>
internal sealed class ReportPalette
{
    private ReportPalette(params (string Name, string Colour)[] colours) => Colours = colours.ToDictionary(one => one.Name, one => one.Colour);

    /// <summary>On a light ground, and on paper.</summary>
    public static ReportPalette Light { get; } = new(
        ("ground", "#f4f6f8"),
        ("sheet", "#ffffff"),
        ("band", "#f4f6f8"),
        ("line", "#dbe1e8"),
        ("text", "#18222f"),
        ("quiet", "#55616f"),
        ("link", "#1c5296"),
        ("good", "#1a6a3c"),
        ("good-ground", "#e6f4eb"),
        ("caution", "#855000"),
        ("caution-ground", "#fdf1da"),
        ("bad", "#ad2118"),
        ("bad-ground", "#fdeae8"),
        ("note-ground", "#e8eff8"),
        ("done", "#3f6ea8"),
        ("failed", "#b87400"),
        ("refused", "#b5281e"));

    /// <summary>On a dark ground.</summary>
    public static ReportPalette Dark { get; } = new(
        ("ground", "#0f141a"),
        ("sheet", "#171e27"),
        ("band", "#1d2631"),
        ("line", "#2f3b48"),
        ("text", "#e4e9ef"),
        ("quiet", "#a1acba"),
        ("link", "#8fbaf3"),
        ("good", "#7ccf9d"),
        ("good-ground", "#15301f"),
        ("caution", "#efb75d"),
        ("caution-ground", "#36290f"),
        ("bad", "#ff9d93"),
        ("bad-ground", "#3c1a17"),
        ("note-ground", "#1a2b43"),
        ("done", "#5f93d3"),
        ("failed", "#d99a3d"),
        ("refused", "#f0766b"));

    /// <summary>The colours by name.</summary>
    public IReadOnlyDictionary<string, string> Colours { get; }

    /// <summary>What stands on what: text, and then the ground under it.</summary>
    public static IReadOnlyList<(string Text, string Ground)> TextPairs { get; } =
    [
        .. from text in new[] { "text", "quiet", "link" } from ground in new[] { "ground", "sheet", "band", "note-ground" } select (text, ground),
        .. from text in new[] { "good", "caution", "bad" } from ground in new[] { "sheet", "band", text + "-ground" } select (text, ground),
        .. from ground in new[] { "good-ground", "caution-ground", "bad-ground" } select ("text", ground),
        .. from ground in new[] { "good", "caution", "bad", "link", "done", "refused" } select ("sheet", ground),
    ];

    /// <summary>Parts of charts, and the ground under them.</summary>
    public static IReadOnlyList<(string Part, string Ground)> ChartPairs { get; } = [("done", "sheet"), ("failed", "sheet"), ("refused", "sheet")];

    /// <summary>The colours as CSS sets them.</summary>
    public string ToCss() => string.Concat(Colours.Select(one => $"--{one.Key}:{one.Value};"));
}
