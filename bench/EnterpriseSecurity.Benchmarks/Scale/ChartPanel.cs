namespace EnterpriseSecurity.Benchmarks.Scale;

/// <summary>One pair of axes in a chart.</summary>
/// <param name="Title">What the upright axis shows, with its unit.</param>
/// <param name="Series">The lines.</param>
internal sealed record ChartPanel(string Title, IReadOnlyList<ChartSeries> Series);
