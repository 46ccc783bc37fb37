using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EnterpriseSecurity.Benchmarks.Compare;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Benchmarks.Scale;

/// <summary>
/// How rate, opening time, memory and disk grow from 1,000 to 1,000,000. Each store is filled by one process and measured
/// by another, which has only opened it; the points go to a file, and the curves that are drawn from it to a picture.
/// </summary>
internal static class ScaleCurves
{
    private const int WarmUp = 10_000;
    private const int Rounds = 20;
    private const int Operations = 1_000;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(4);
    private static readonly int[] Sizes = [1_000, 10_000, 100_000, 1_000_000];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Measures up to a size, 1,000,000 when none is given, and writes <c>scale.json</c> and <c>scale.svg</c> into a folder.</summary>
    public static void Run(string folder, string[] words)
    {
        int most = words.Where(word => int.TryParse(word, out _)).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).FirstOrDefault(Sizes[^1]);
        string[] kinds = [.. words.Where(word => !int.TryParse(word, out _))];
        string data = Path.Combine(folder, "scale.json");
        List<ScalePoint> points = File.Exists(data) ? JsonSerializer.Deserialize<List<ScalePoint>>(File.ReadAllText(data), Json)! : [];
        foreach (int size in Sizes.Where(size => size <= most))
        {
            foreach (ScaleSubject subject in ScaleSubject.All.Where(one => kinds.Length == 0 || kinds.Any(kind => one.Kind.Contains(kind, StringComparison.OrdinalIgnoreCase))))
            {
                ScalePoint point = Measure(subject, size);
                Console.WriteLine(point);
                points.RemoveAll(one => one.Kind == point.Kind && one.Count == point.Count);
                points.Add(point);
                // After each, so that a run that is broken off leaves what it has.
                Write(folder, points);
            }
        }
    }

    /// <summary>Draws the curves of a file that is there.</summary>
    public static void Draw(string folder) => Write(folder, JsonSerializer.Deserialize<List<ScalePoint>>(File.ReadAllText(Path.Combine(folder, "scale.json")), Json)!);

    /// <summary>In a process of its own: fills a store, and prints the processor time that it took.</summary>
    public static void FillOne(string kind, int count, string root)
    {
        string keyPath = Path.Combine(root, "key");
        KeyFile.Create(keyPath);
        using KeyProtector protector = KeyProtector.FromKeyFile(keyPath);
        using EnterpriseSecurityManager manager = EnterpriseSecurityManager.Create(Path.Combine(root, "store"), protector);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        SubjectOf(kind).Fill(manager, count, Path.Combine(root, "notes"));
        Console.WriteLine(Number((Environment.CpuUsage.TotalTime - before).TotalMicroseconds / count));
    }

    /// <summary>In a process of its own: opens a store, and prints what its operations take.</summary>
    public static void MeasureOne(string kind, int count, string root)
    {
        using KeyProtector protector = KeyProtector.FromKeyFile(Path.Combine(root, "key"));
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long clock = Stopwatch.GetTimestamp();
        using EnterpriseSecurityManager manager = EnterpriseSecurityManager.Open(Path.Combine(root, "store"), protector);
        Action operation = SubjectOf(kind).Prepare(manager, count, Path.Combine(root, "notes"));
        operation();
        double openClock = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        double openProcessor = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds;
        // Long enough for the runtime to compile it for the last time.
        clock = Stopwatch.GetTimestamp();
        for (int i = 0; i < WarmUp || Stopwatch.GetElapsedTime(clock) < WarmUpTime; i++) operation();
        // Medians of short rounds: what the runtime compiles meanwhile, and what the store does every few seconds, is in few of them.
        double[] rates = new double[Rounds];
        double[] costs = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            processor = Environment.CpuUsage.TotalTime;
            clock = Stopwatch.GetTimestamp();
            for (int i = 0; i < Operations; i++) operation();
            rates[round] = Operations / Stopwatch.GetElapsedTime(clock).TotalSeconds;
            costs[round] = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / Operations;
        }

        double rate = Alternation.Median(rates);
        double cost = Alternation.Median(costs);
        Console.WriteLine(string.Join(' ', new[] { cost, rate, openClock, openProcessor, Environment.WorkingSet / 1048576.0 }.Select(Number)));
    }

    private static ScalePoint Measure(ScaleSubject subject, int count)
    {
        string root = Directory.CreateTempSubdirectory("es-scale-").FullName;
        try
        {
            double fill = Ask("scale-fill", subject.Kind, count, root)[0];
            double disk = new DirectoryInfo(Path.Combine(root, "store")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / 1048576.0;
            double[] figures = Ask("scale-measure", subject.Kind, count, root);
            return new ScalePoint(subject.Kind, count, fill, figures[0], figures[1], figures[2], figures[3], figures[4], disk);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static double[] Ask(string command, string kind, int count, string root)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (string word in new[] { command, kind, count.ToString(CultureInfo.InvariantCulture), root }) start.ArgumentList.Add(word);
        using Process process = Process.Start(start)!;
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command} {kind} {count} ended with {process.ExitCode}.");
        return [.. answer.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
    }

    private static void Write(string folder, List<ScalePoint> points)
    {
        Directory.CreateDirectory(folder);
        ScalePoint[] sorted = [.. ScaleSubject.All.SelectMany(subject => points.Where(point => point.Kind == subject.Kind).OrderBy(point => point.Count))];
        File.WriteAllText(Path.Combine(folder, "scale.json"), JsonSerializer.Serialize(sorted, Json) + "\n");
        File.WriteAllText(Path.Combine(folder, "scale.svg"), new LogLogChart(
        [
            Panel("An operation, µs of processor time", sorted, point => point.OperationMicroseconds),
            Panel("Opening and first operation, ms of processor time", sorted, point => point.OpenProcessorMilliseconds),
            Panel("Working set, MB", sorted, point => point.WorkingSetMegabytes),
            Panel("On disk, MB", sorted, point => point.DiskMegabytes),
        ]).ToSvg());
    }

    private static ChartPanel Panel(string title, ScalePoint[] points, Func<ScalePoint, double> figure) => new(
        title,
        [.. ScaleSubject.All.Select(subject => new ChartSeries($"{subject.Kind} ({subject.Operation})", [.. points.Where(point => point.Kind == subject.Kind).Select(point => ((double)point.Count, figure(point)))]))]);

    private static ScaleSubject SubjectOf(string kind) => ScaleSubject.All.First(subject => subject.Kind == kind);

    private static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
