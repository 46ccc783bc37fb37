using System.Diagnostics;
using System.Text;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Benchmarks.Compare;
using EnterpriseSecurity.Benchmarks.Support;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>API keys a second in a store, on one thread, with the audit trail on.</summary>
internal static class ApiKeyRates
{
    private const int Rounds = 5;
    private const int Checks = 20_000;
    private const int LimitedChecks = 5_000;
    // More than are kept in memory.
    private const int Sampled = 100_000;

    /// <summary>Measures with 1,000 and 100,000 keys, or with the numbers that are given.</summary>
    public static void Run(string[] sizes)
    {
        foreach (int size in sizes.Length == 0 ? [1_000, 100_000] : sizes.Select(int.Parse)) Measure(size);
    }

    private static void Measure(int size)
    {
        using BenchStore store = new(0);
        ApiKeyManager keys = store.Manager.ApiKeys;
        byte[][] free = new byte[Math.Min(size, Sampled)][];
        int made = 0;
        double seconds = Alternation.Time(() =>
        {
            foreach (NewApiKey key in keys.CreateMany(Enumerable.Range(0, size).Select(i => new ApiKeyOptions { Name = $"key-{i}", Scopes = ["read", "docs:*"], RateLimit = null })))
            {
                // Evenly over all, so that the checks do not stay on a few pages.
                if ((long)made * free.Length / size != (long)(made + 1) * free.Length / size) free[(int)((long)made * free.Length / size)] = Encoding.ASCII.GetBytes(key.RevealKey());
                made++;
            }
        });
        byte[] limited = Encoding.ASCII.GetBytes(keys.Create(new ApiKeyOptions { Name = "limited", RateLimit = int.MaxValue, RatePeriod = TimeSpan.FromHours(1) }).RevealKey());
        ApiKeyCheck check = new() { RequiredScopes = ["docs:read"] };
        Console.WriteLine($"{size:N0} API keys, made at {size / seconds:N0} a second; working set {Process.GetCurrentProcess().WorkingSet64 / 1048576.0:N0} MB");

        int next = 0;
        (string Name, int Count, Action Work)[] measurements =
        [
            ("accepted, without limits", Checks, () => keys.Validate(free[next = (next + 7919) % free.Length], check)),
            ("accepted, the same one again", Checks, () => keys.Validate(free[0], check)),
            ("accepted, with a rate limit", LimitedChecks, () => keys.Validate(limited)),
            ("refused, unknown", LimitedChecks, () => keys.Validate("esk_none"u8)),
        ];
        foreach ((_, int count, Action work) in measurements) Rate(count, work);
        double[][] rates = [.. Enumerable.Range(0, Rounds).Select(_ => measurements.Select(one => Rate(one.Count, one.Work)).ToArray())];
        for (int i = 0; i < measurements.Length; i++) Console.WriteLine($"    {measurements[i].Name,-40} {Alternation.Median(rates.Select(round => round[i])),12:N0} a second");
    }

    private static double Rate(int count, Action work) => count / Alternation.Time(() =>
    {
        for (int call = 0; call < count; call++) work();
    });
}
