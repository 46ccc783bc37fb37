namespace EnterpriseSecurity.Benchmarks.Scale;

/// <summary>A line in a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points, from left to right; both numbers are above zero.</param>
internal sealed record ChartSeries(string Name, IReadOnlyList<(double X, double Y)> Points);
