using System.Diagnostics;
using System.Globalization;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>
/// Kills processes that change a store in every domain, again and again, one to six at a time.
/// <c>SECURITY_SOAK_ROUNDS</c> sets how many kills, and a soak takes 2,000; <c>SECURITY_SOAK_SEED</c> repeats a run's choices,
/// though not its moments.
/// </summary>
public abstract class KilledProcessContract(StoreProvider provider, ITestOutputHelper output)
{
    private const int KillsWhenShort = 20;
    private const int KillsOfOneStore = 60;
    private const int MostAtOnce = 6;

    private static int Kills => Soak.Rounds ?? KillsWhenShort;

    [ProviderFact]
    public void A_process_killed_at_any_moment_loses_no_acknowledged_change_and_no_audit_entry()
    {
        int seed = Soak.Seed(output);
        Random random = new(seed);
        int kills = 0, checks = 0, acknowledged = 0, unacknowledged = 0, early = 0;
        string verdict = "FAILED";
        try
        {
            while (kills < Kills)
            {
                using SharedStore store = new(provider);
                LoadLedger ledger = new();
                for (int ofThis = 0; ofThis < KillsOfOneStore && kills < Kills;)
                {
                    string round = $"seed {seed}, after {kills} kills";
                    Doomed[] doomed = [.. Enumerable.Range(0, Math.Min(random.Next(1, MostAtOnce + 1), Kills - kills)).Select(_ => new Doomed($"r{kills++}", random))];
                    ofThis += doomed.Length;
                    foreach ((string prefix, string[] lines) in LoadAndKill(store, doomed))
                    {
                        if (lines.Length == 0) early++;
                        ledger.Add(prefix, lines);
                    }

                    using EnterpriseSecurityManager manager = store.Open();
                    ledger.AssertKept(manager, round);
                    checks++;
                }

                acknowledged += ledger.Acknowledged;
                unacknowledged += ledger.Unacknowledged;
            }

            verdict = "all kept";
        }
        finally
        {
            output.WriteLine(
                $"{provider}, seed {seed}: {kills} processes killed ({early} before their first change), {acknowledged} changes acknowledged, " +
                $"{unacknowledged} more made and not acknowledged; checked {checks} times: {verdict}");
        }
    }

    [ProviderFact]
    public void A_process_killed_beside_others_that_write_disturbs_none_of_them()
    {
        using SharedStore store = new(provider);
        using StressProcess survivor = store.Start("write", "150", "survivor");
        Assert.Equal("ready", survivor.ReadLine());
        survivor.WriteLine("go");
        LoadLedger ledger = new();
        foreach ((string prefix, string[] lines) in LoadAndKill(store, [.. Enumerable.Range(0, 4).Select(i => new Doomed($"r{i}", Random.Shared))])) ledger.Add(prefix, lines);

        survivor.Complete();
        using EnterpriseSecurityManager manager = store.Open();
        for (int i = 0; i < 150; i++) Assert.Equal($"survivor-{i}", SharedStore.Reveal(manager, $"survivor-{i}"));
        ledger.AssertKept(manager, "at the end");
    }

    // All lines that each acknowledged before it died.
    private static (string Prefix, string[] Lines)[] LoadAndKill(SharedStore store, Doomed[] doomed)
    {
        Task<(string, string[])>[] ends = [.. doomed.Select(one => Task.Factory.StartNew(() => (one.Prefix, LoadAndKill(store, one)), TaskCreationOptions.LongRunning))];
        return [.. ends.Select(end => end.GetAwaiter().GetResult())];
    }

    private static string[] LoadAndKill(SharedStore store, Doomed one)
    {
        using StressProcess worker = store.Start("load", one.Prefix, $"{one.Seed}");
        List<string> lines = [];
        while (lines.Count < one.AfterChanges && worker.ReadLine() is { } line) lines.Add(line);
        Task<string> rest = worker.ReadToEndAsync();
        long killAt = Stopwatch.GetTimestamp() + (Stopwatch.Frequency * one.AndMilliseconds / 1000);
        while (Stopwatch.GetTimestamp() < killAt) Thread.Sleep(1);
        worker.KillAtWork();
        // Only lines with their end were acknowledged in full.
        return [.. lines, .. rest.Result.Split('\n')[..^1]];
    }

    /// <summary>A process that will be killed: one in eight while it opens the store, most at work.</summary>
    private sealed record Doomed(string Prefix, int Seed, int AfterChanges, int AndMilliseconds)
    {
        public Doomed(string prefix, Random random)
            : this(prefix, random.Next(), random.Next(8) == 0 ? 0 : random.Next(1, 40), 0)
        {
            AndMilliseconds = random.Next(AfterChanges == 0 ? 700 : 30);
        }
    }
}
