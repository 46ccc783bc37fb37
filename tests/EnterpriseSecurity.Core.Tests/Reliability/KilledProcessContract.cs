using System.Diagnostics;
using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>
/// Kills a process that changes a store, again and again. <c>SECURITY_SOAK_ROUNDS</c> sets how often; a soak takes
/// 2,000.
/// </summary>
public abstract class KilledProcessContract(StoreProvider provider)
{
    private const int RoundsOnOneStore = 20;

    private static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable("SECURITY_SOAK_ROUNDS"), CultureInfo.InvariantCulture, out int rounds) ? rounds : 50;

    [ProviderFact]
    public void A_process_killed_at_any_moment_loses_no_acknowledged_change_and_no_audit_entry()
    {
        for (int first = 0; first < Rounds; first += RoundsOnOneStore)
        {
            using SharedStore store = new(provider);
            Expectation expected = new();
            for (int round = first; round < Math.Min(Rounds, first + RoundsOnOneStore); round++)
            {
                foreach (string line in LoadAndKill(store, $"r{round}")) expected.Acknowledge(line);
                using EnterpriseSecurityManager manager = store.Open();
                expected.AssertKept(manager, $"round {round}");
            }
        }
    }

    [ProviderFact]
    public void A_process_killed_beside_others_that_write_disturbs_none_of_them()
    {
        using SharedStore store = new(provider);
        using StressProcess survivor = store.Start("write", "150", "survivor");
        Assert.Equal("ready", survivor.ReadLine());
        survivor.WriteLine("go");
        Expectation expected = new();
        for (int round = 0; round < 4; round++)
        {
            foreach (string line in LoadAndKill(store, $"r{round}")) expected.Acknowledge(line);
        }

        survivor.Complete();
        using EnterpriseSecurityManager manager = store.Open();
        for (int i = 0; i < 150; i++) Assert.Equal($"survivor-{i}", SharedStore.Reveal(manager, $"survivor-{i}"));
        expected.AssertKept(manager, "at the end");
    }

    // All lines that were acknowledged before the process died, 10 to 300 ms after the first.
    private static string[] LoadAndKill(SharedStore store, string prefix)
    {
        using StressProcess worker = store.Start("load", prefix);
        string first = worker.ReadLine() ?? throw new InvalidOperationException("The worker ended before its first change.");
        Task<string> rest = worker.ReadToEndAsync();
        long killAt = Stopwatch.GetTimestamp() + (Stopwatch.Frequency * Random.Shared.Next(10, 300) / 1000);
        while (Stopwatch.GetTimestamp() < killAt) Thread.Sleep(1);
        worker.Kill();
        // Only lines with their end were acknowledged in full.
        return [first, .. rest.Result.Split('\n')[..^1]];
    }

    /// <summary>What must be in the store: each acknowledged change, or the one that followed it unacknowledged.</summary>
    private sealed class Expectation
    {
        private readonly Dictionary<string, (int Version, string State)> _secrets = [];

        public void Acknowledge(string line)
        {
            string[] words = line.Split(' ');
            (string change, string name) = (words[0], words[1]);
            (int version, string state) = _secrets.GetValueOrDefault(name, (1, "active"));
            _secrets[name] = change switch
            {
                "protect" => (1, "active"),
                "update" => (int.Parse(words[2], CultureInfo.InvariantCulture), state),
                _ => (version, change),
            };
        }

        public void AssertKept(EnterpriseSecurityManager manager, string moment)
        {
            SharedStore.AssertValid(manager);
            Dictionary<string, SecretInfo> active = manager.Secrets.List().ToDictionary(info => info.Name);
            Dictionary<string, SecretInfo> removed = manager.Secrets.List(new SecretFilter { Deleted = true }).ToDictionary(info => info.Name);
            ILookup<string, AuditEntry> trail = manager.Audit.Read(new AuditFilter { Result = AuditResult.Success }).ToLookup(entry => entry.Action);
            Dictionary<string, int> destroyed = trail[AuditAction.SecretDestroyed].CountBy(entry => entry.Resource).ToDictionary();
            foreach ((string name, (int version, string state)) in _secrets)
            {
                bool isActive = active.TryGetValue(name, out SecretInfo? info);
                bool isRemoved = removed.TryGetValue(name, out SecretInfo? gone);
                bool isKept = state switch
                {
                    "remove" => isRemoved && gone!.Version == version,
                    "destroy" => !isActive && !isRemoved && destroyed.ContainsKey(name),
                    // The one change that came after it may have been committed, and only its acknowledgement lost.
                    _ => (isActive && info!.Version >= version) || (isRemoved && gone!.Version >= version) || destroyed.ContainsKey(name),
                };
                Assert.True(isKept, $"{moment}: {name} {version} {state} was acknowledged; it is {info?.Version} {isActive} {isRemoved}.");
                if (isActive && name != "shared") Assert.Equal(name, SharedStore.Reveal(manager, name));
            }

            // Entries and changes are equally many, each way: no change without its entry, no entry without its change.
            SecretInfo[] all = [.. active.Values, .. removed.Values];
            Assert.Equal(all.Length + destroyed.Count, trail[AuditAction.SecretEncrypted].Count());
            Assert.Equal(removed.Count, trail[AuditAction.SecretDeleted].Count());
            Assert.All(destroyed, pair => Assert.Equal(1, pair.Value));
            Assert.Equal(all.Sum(info => info.Version - 1), trail[AuditAction.SecretRotated].Count(entry => !destroyed.ContainsKey(entry.Resource)));
            Assert.All(active.Values, info => Assert.Equal(info.Version, manager.Secrets.GetVersions(SecretReference.ById(info.Id)).Count));
        }
    }
}
