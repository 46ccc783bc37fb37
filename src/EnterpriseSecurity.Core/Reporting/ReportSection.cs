namespace EnterpriseSecurity.Reporting;

/// <summary>A section as it is filled: blocks to show, and what wants attention.</summary>
/// <param name="id">Its anchor in the page.</param>
/// <param name="title">Its heading.</param>
internal sealed class ReportSection(string id, string title)
{
    private const int ShownAtOnce = 15;

    // Nothing is folded for the sake of a few rows.
    private const int FewMore = 10;

    private readonly List<ReportBlock> _blocks = [];
    private readonly List<ReportConcern> _concerns = [];

    /// <summary>Its anchor in the page.</summary>
    public string Id => id;

    /// <summary>Its heading.</summary>
    public string Title => title;

    /// <summary>What it shows.</summary>
    public IReadOnlyList<ReportBlock> Blocks => _blocks;

    /// <summary>What in it wants attention.</summary>
    public IReadOnlyList<ReportConcern> Concerns => _concerns;

    /// <summary>Adds a paragraph.</summary>
    public void Say(ReportText text) => _blocks.Add(new ReportParagraph(text));

    /// <summary>Adds labels and values.</summary>
    public void Facts(params IReadOnlyList<(ReportText Label, ReportCell Value)> items) => _blocks.Add(new ReportFacts(items));

    /// <summary>Adds a chart.</summary>
    public void Chart(ReportBlock chart) => _blocks.Add(chart);

    /// <summary>
    /// Adds a table, unless it has no rows. Of a long one the beginning is shown and the rest is folded; only its first
    /// <see cref="ReportTable.MostRows"/> rows are kept.
    /// </summary>
    public void Table<T>(ReportText caption, IReadOnlyList<(ReportText Heading, bool IsNumber)> columns, IReadOnlyCollection<T> items, Func<T, IReadOnlyList<ReportCell>> row, bool folded = false)
    {
        if (items.Count == 0) return;
        if (!folded && items.Count > ShownAtOnce + FewMore)
        {
            Table(caption, columns, [.. items.Take(ShownAtOnce)], row);
            Table(ReportText.Of($"{caption}: the others"), columns, [.. items.Skip(ShownAtOnce)], row, folded: true);
            return;
        }

        _blocks.Add(new ReportTable
        {
            Caption = caption,
            Columns = columns,
            Rows = [.. items.Take(ReportTable.MostRows).Select(row)],
            Total = items.Count,
            IsFolded = folded,
        });
    }

    /// <summary>Says that something wants attention.</summary>
    public void Concern(ReportSeverity severity, ReportText text) => _concerns.Add(new ReportConcern(severity, text, id));

    /// <summary>Says that a number of things want attention, unless it is zero.</summary>
    public void ConcernIf(long number, ReportSeverity severity, ReportText one, ReportText many)
    {
        if (number > 0) Concern(severity, ReportText.Count(number, one, many));
    }
}
