using System.Diagnostics;
using System.Globalization;
using System.Text;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Benchmarks.Compare;
using EnterpriseSecurity.Benchmarks.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>
/// What one store takes from several processes at once, in operations a second of all of them together, beside what
/// the disk can flush. On a server with <c>ES_BENCH_CONNECTION</c>, or else in a folder.
/// </summary>
internal static class ServerRates
{
    private const int Secrets = 1_000;
    private const int Flushes = 200;
    private static readonly int[] Processes = [1, 2, 4, 8];
    private static readonly string[] Kinds = ["protect", "unprotect", "key", "limited-key"];

    /// <summary>Measures each operation from 1, 2, 4 and 8 processes, so many seconds each.</summary>
    public static void Run(double seconds)
    {
        using BenchStore store = new(Secrets);
        string keys = Path.Combine(Path.GetDirectoryName(store.KeyPath)!, "keys");
        File.WriteAllLines(keys,
        [
            store.Manager.ApiKeys.Create(new ApiKeyOptions { Name = "free", RateLimit = null }).RevealKey(),
            store.Manager.ApiKeys.Create(new ApiKeyOptions { Name = "limited", RateLimit = int.MaxValue }).RevealKey(),
        ]);
        using FlushProbe disk = new(Path.GetDirectoryName(store.KeyPath)!);
        Console.WriteLine($"operations a second of all processes together, {seconds:0.#} s each");
        Console.WriteLine($"{"",-14}{string.Concat(Processes.Select(count => $"{count,10}"))}   flushes a second beside");
        foreach (string kind in Kinds)
        {
            List<double> rates = [];
            List<double> flushes = [];
            foreach (int processes in Processes)
            {
                flushes.Add(Flushes / Alternation.Time(() =>
                {
                    for (int i = 0; i < Flushes; i++) disk.Flush();
                }));
                rates.Add(Measure(store, kind, processes, seconds));
            }

            Console.WriteLine($"{kind,-14}{string.Concat(rates.Select(rate => $"{rate,10:N0}"))}   {flushes.Min():N0} to {flushes.Max():N0}");
        }
    }

    /// <summary>In a process of its own: opens the store, says so, and works from the word on for so many seconds.</summary>
    public static void Work(string path, string keyPath, string kind, double seconds)
    {
        using KeyProtector protector = KeyProtector.FromKeyFile(keyPath);
        using EnterpriseSecurityManager manager = EnterpriseSecurityManager.Open(path, protector);
        byte[][] keys = [.. File.ReadLines(Path.Combine(Path.GetDirectoryName(keyPath)!, "keys")).Select(Encoding.ASCII.GetBytes)];
        int next = Environment.ProcessId % Secrets;
        Action work = kind switch
        {
            "protect" => () =>
            {
                using SecretValue value = BenchStore.NewValue();
                manager.Secrets.Protect($"new-{Guid.NewGuid()}", value);
            },
            "unprotect" => () => manager.Secrets.Unprotect(SecretReference.ByName(BenchStore.NameOf(next = (next + 7919) % Secrets))).Dispose(),
            "key" => () => manager.ApiKeys.Validate(keys[0]),
            _ => () => manager.ApiKeys.Validate(keys[1]),
        };
        for (int i = 0; i < 50; i++) work();
        Console.WriteLine("ready");
        Console.ReadLine();
        long done = 0;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; done++) work();
        Console.WriteLine(done.ToString(CultureInfo.InvariantCulture));
    }

    private static double Measure(BenchStore store, string kind, int processes, double seconds)
    {
        Process[] workers = [.. Enumerable.Range(0, processes).Select(_ => Start(["server-work", store.Manager.Store.Path, store.KeyPath, kind, seconds.ToString(CultureInfo.InvariantCulture)]))];
        foreach (Process worker in workers) worker.StandardOutput.ReadLine();
        foreach (Process worker in workers) worker.StandardInput.WriteLine("go");
        long done = workers.Sum(worker => long.Parse(worker.StandardOutput.ReadLine() ?? throw new InvalidOperationException("A process has failed."), CultureInfo.InvariantCulture));
        foreach (Process worker in workers)
        {
            worker.WaitForExit();
            worker.Dispose();
        }

        return done / seconds;
    }

    private static Process Start(string[] words)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (string word in words) start.ArgumentList.Add(word);
        return Process.Start(start)!;
    }
}
