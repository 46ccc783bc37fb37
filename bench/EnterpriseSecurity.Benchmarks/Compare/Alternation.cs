using System.Diagnostics;

namespace EnterpriseSecurity.Benchmarks.Compare;

/// <summary>Measures two ways of doing one thing in turn, so that what else the machine does meets both alike.</summary>
internal static class Alternation
{
    /// <summary>Runs the pairs and prints the median of each side and of the pairs' ratios.</summary>
    /// <param name="what">What is compared, and its bar.</param>
    /// <param name="pairs">How often each side runs, after one run of each that does not count.</param>
    /// <param name="ours">Our side: the seconds that it took.</param>
    /// <param name="theirs">The other side: the seconds that it took.</param>
    public static void Run(string what, int pairs, Func<double> ours, Func<double> theirs)
    {
        ours();
        theirs();
        List<(double Ours, double Theirs)> times = [];
        for (int pair = 0; pair < pairs; pair++) times.Add((ours(), theirs()));
        double ratio = Median(times.Select(time => time.Ours / time.Theirs));
        Console.WriteLine($"{what}");
        Console.WriteLine($"    ours {Median(times.Select(time => time.Ours)) * 1000:N2} ms, theirs {Median(times.Select(time => time.Theirs)) * 1000:N2} ms, median of {pairs} ratios {ratio:N3} (1/{1 / ratio:N1})");
    }

    /// <summary>The seconds that an action takes.</summary>
    public static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The middle of some figures.</summary>
    public static double Median(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        return sorted[sorted.Length / 2];
    }
}
