namespace EnterpriseSecurity.Reporting;

/// <summary>A part of a section.</summary>
internal abstract record ReportBlock;

/// <summary>A paragraph.</summary>
internal sealed record ReportParagraph(ReportText Text) : ReportBlock;

/// <summary>Labels and values.</summary>
internal sealed record ReportFacts(IReadOnlyList<(ReportText Label, ReportCell Value)> Items) : ReportBlock;

/// <summary>A table.</summary>
internal sealed record ReportTable : ReportBlock
{
    /// <summary>The most rows of a table; what is left out is said below it.</summary>
    public const int MostRows = 1_000;

    /// <summary>What the table shows.</summary>
    public required ReportText Caption { get; init; }

    /// <summary>The headings; numbers stand right.</summary>
    public required IReadOnlyList<(ReportText Heading, bool IsNumber)> Columns { get; init; }

    /// <summary>The rows; the first cell of each names it.</summary>
    public required IReadOnlyList<IReadOnlyList<ReportCell>> Rows { get; init; }

    /// <summary>How many rows there were before the table was cut to <see cref="MostRows"/>.</summary>
    public required int Total { get; init; }

    /// <summary>True to show the caption only, until the reader opens it.</summary>
    public bool IsFolded { get; init; }
}

/// <summary>Columns, each of several parts one above the other.</summary>
internal sealed record ReportColumns : ReportBlock
{
    /// <summary>What the chart shows.</summary>
    public required ReportText Title { get; init; }

    /// <summary>What can be seen in it, in a sentence.</summary>
    public required ReportText Description { get; init; }

    /// <summary>What the parts are, from the bottom; at most three.</summary>
    public required IReadOnlyList<ReportText> Series { get; init; }

    /// <summary>The columns: a label and a number for each part.</summary>
    public required IReadOnlyList<(DateOnly Day, IReadOnlyList<long> Values)> Columns { get; init; }
}

/// <summary>Kinds of things against time, with how many of them there are at each place.</summary>
internal sealed record ReportTimeline : ReportBlock
{
    /// <summary>What the chart shows.</summary>
    public required ReportText Title { get; init; }

    /// <summary>What can be seen in it, in a sentence.</summary>
    public required ReportText Description { get; init; }

    /// <summary>The beginnings of the places, in their order.</summary>
    public required IReadOnlyList<DateOnly> Places { get; init; }

    /// <summary>The kinds: how many are overdue, and how many there are at each place.</summary>
    public required IReadOnlyList<(ReportText Kind, long Overdue, IReadOnlyList<long> Counts)> Lanes { get; init; }
}
