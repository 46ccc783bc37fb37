namespace EnterpriseSecurity;

/// <summary>Work that somebody watches, and may stop.</summary>
internal static class WatchedWork
{
    /// <summary>The items one by one; before each the share that is done is told, and the work stops if it was cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IEnumerable<T> Each<T>(IReadOnlyCollection<T> items, IProgress<double>? progress, CancellationToken cancellation)
    {
        int done = 0;
        foreach (T item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report((double)done++ / items.Count);
            yield return item;
        }
    }

    /// <summary>A part of a longer work: its own shares come out between two shares of the whole.</summary>
    public static IProgress<double>? Part(IProgress<double>? whole, double from, double to) => whole is null ? null : new PartOfWork(whole, from, to);

    private sealed class PartOfWork(IProgress<double> whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + (value * (to - from)));
    }
}
