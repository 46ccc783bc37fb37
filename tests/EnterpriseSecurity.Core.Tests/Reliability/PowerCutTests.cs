using System.Globalization;
using System.Runtime.Versioning;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>
/// Records what a process does to its files, cuts the power at any moment of it, and opens what the disk may have then:
/// what was synced, and any part of what was not. <c>SECURITY_SOAK_ROUNDS</c> sets how many cuts; <c>SECURITY_SOAK_SEED</c>
/// repeats a run's choices.
/// </summary>
[Trait("Category", "Reliability")]
[UnsupportedOSPlatform("windows")]
public sealed class PowerCutTests : IDisposable
{
    private const int CutsWhenShort = 6;
    private const int ChangesWhenShort = 40;
    private const int ChangesWhenLong = 500;
    private const string Trail = "store/audit/";

    private readonly ITestOutputHelper _output;
    private readonly string _root = Directory.CreateTempSubdirectory("es-power-").FullName;
    private readonly EnvironmentKey _key = new();
    private readonly int _seed;

    public PowerCutTests(ITestOutputHelper output)
    {
        _output = output;
        _seed = Soak.Seed(output);
    }

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [TraceFact]
    public void A_power_cut_at_any_moment_since_the_store_was_made_leaves_each_file_whole()
    {
        string recorded = Directory.CreateDirectory(Path.Combine(_root, "recorded")).FullName;
        IReadOnlyList<DiskEvent> events = RecordedProcess.Record(recorded, _key.Text, lines: 0, "begin", StoreOf(recorded), recorded);
        Assert.DoesNotContain(events, one => one.Kind == DiskEventKind.Say && !one.Path.StartsWith("done ", StringComparison.Ordinal));
        CutAll(events, "one change of every kind", (cut, folder) =>
        {
            string[] done = [.. cut.Said.Select(line => line[5..])];
            if (!done.Contains("create") && !File.Exists(Path.Combine(StoreOf(folder), "store.json")))
            {
                Assert.Equal("StoreNotFound", Assert.Throws<NotFoundException>(() => Open(StoreOf(folder))).ErrorId);
                return "not made yet";
            }

            string verdict = AssertWhole(folder, manager =>
            {
                foreach (string step in done) DomainSteps.AssertKept(manager, folder, step);
                DomainSteps.AssertEntriesAgree(manager);
            });
            AssertOtherFilesWhole(folder);
            return verdict;
        });
    }

    [TraceFact]
    public void A_power_cut_under_load_loses_no_acknowledged_change_and_no_audit_entry()
    {
        string recorded = Directory.CreateDirectory(Path.Combine(_root, "recorded")).FullName;
        using (KeyProtector protector = _key.Protector())
        using (EnterpriseSecurityManager manager = EnterpriseSecurityManager.Create(StoreOf(recorded), protector))
        using (SecretValue value = SecretValue.FromText("first"))
        {
            manager.Secrets.Protect("shared", value);
        }

        int changes = Soak.IsAsked ? ChangesWhenLong : ChangesWhenShort;
        IReadOnlyList<DiskEvent> events = RecordedProcess.Record(recorded, _key.Text, changes, "load", StoreOf(recorded), "r0", _seed.ToString(CultureInfo.InvariantCulture));
        int acknowledged = 0, more = 0;
        CutAll(events, "load", (cut, folder) => AssertWhole(folder, manager =>
        {
            LoadLedger ledger = new();
            ledger.Add("r0", cut.Said);
            ledger.AssertKept(manager, "after the cut");
            acknowledged += ledger.Acknowledged;
            more += ledger.Unacknowledged;
        }));
        _output.WriteLine($"  {acknowledged} acknowledged changes looked for and found, {more} found that were made and not acknowledged");
    }

    private static string StoreOf(string folder) => Path.Combine(folder, "store");

    private void CutAll(IReadOnlyList<DiskEvent> events, string what, Func<PowerCut, string, string> check)
    {
        Random random = new(_seed);
        int first = events.ToList().FindIndex(one => one.Kind == DiskEventKind.SyncAll) + 1;
        int cuts = Soak.Rounds ?? CutsWhenShort;
        // Most writes are the journal's. As many cuts are beside the others.
        HashSet<int> journals = [.. events.Where(one => one.Kind == DiskEventKind.Name && one.Path.EndsWith("-wal", StringComparison.Ordinal)).Select(one => one.File)];
        int[] rare = [.. Enumerable.Range(first, events.Count - first).Where(index => events[index].Kind != DiskEventKind.Say && !(events[index].IsOfContent && journals.Contains(events[index].File)))];
        // And the trail is never ahead of the database: at each of its writes it has that one, and the database what was synced.
        HashSet<int> trails = [.. events.Where(one => one.Kind == DiskEventKind.Name && one.Path.StartsWith(Trail, StringComparison.Ordinal)).Select(one => one.File)];
        int[] trailWrites = [.. Enumerable.Range(first, events.Count - first).Where(index => events[index].Kind == DiskEventKind.Write && trails.Contains(events[index].File))];
        random.Shuffle(trailWrites);
        PowerCut[] all =
        [
            .. trailWrites.Take(cuts).Select(index => new PowerCut(events, index + 1, random, Trail)),
            .. Enumerable.Range(0, cuts).Select(_ => new PowerCut(events, random.Next(2) == 0 ? random.Next(first, events.Count + 1) : rare[random.Next(rare.Length)] + random.Next(2), random)),
        ];
        List<string> verdicts = [], failures = [];
        for (int i = 0; i < all.Length; i++)
        {
            PowerCut cut = all[i];
            string folder = Directory.CreateDirectory(Path.Combine(_root, $"cut-{i}")).FullName;
            try
            {
                cut.Leave(folder);
                verdicts.Add(check(cut, folder));
            }
            catch (Exception error) when (error is SecurityException or Xunit.Sdk.XunitException or IOException)
            {
                // All of them are told, not the first alone.
                verdicts.Add("FAILED");
                failures.Add($"{cut}\n{error}");
            }

            Directory.Delete(folder, recursive: true);
        }

        int Count(DiskEventKind kind) => events.Skip(first).Count(one => one.Kind == kind);
        _output.WriteLine(
            $"{what}, seed {_seed}: {Count(DiskEventKind.Say)} changes acknowledged, {Count(DiskEventKind.Write)} writes, {Count(DiskEventKind.Sync) + Count(DiskEventKind.SyncFolder) + Count(DiskEventKind.SyncAll)} syncs; " +
            $"{all.Length} cuts, {all.Length - cuts} of them at writes of the trail: {string.Join(", ", verdicts.CountBy(verdict => verdict).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}"))}");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Take(5)));
    }

    // The store opens, is whole, and goes on working, also for the next who opens it.
    private string AssertWhole(string folder, Action<EnterpriseSecurityManager> assertKept)
    {
        using (EnterpriseSecurityManager manager = Open(StoreOf(folder)))
        {
            SharedStore.AssertValid(manager);
            assertKept(manager);
            using SecretValue value = SecretValue.FromText("x");
            manager.Secrets.Protect("afterwards", value);
            manager.Store.BackUp(Path.Combine(folder, "backup-afterwards"));
        }

        using EnterpriseSecurityManager again = Open(StoreOf(folder));
        SharedStore.AssertValid(again);
        Assert.Equal("x", SharedStore.Reveal(again, "afterwards"));
        return "whole";
    }

    // Whatever has its name is whole.
    private void AssertOtherFilesWhole(string folder)
    {
        using KeyProtector protector = _key.Protector();
        string export = Path.Combine(folder, "export"), backup = Path.Combine(folder, "backup"), trail = Path.Combine(folder, "trail"), roles = Path.Combine(folder, "roles.json");
        using EnterpriseSecurityManager manager = Open(StoreOf(folder));
        if (File.Exists(export)) _ = manager.Secrets.Import(export, protector);
        if (File.Exists(roles)) Assert.NotEmpty(manager.AccessControl.Import(roles));
        if (File.Exists(trail)) Assert.EndsWith("]", File.ReadAllText(trail).TrimEnd(), StringComparison.Ordinal);
        if (File.Exists(backup)) Assert.True(SecurityStore.Restore(backup, Path.Combine(folder, "again"), protector).IsValid);
        string restored = Path.Combine(folder, "restored");
        if (!Directory.Exists(restored)) return;
        using EnterpriseSecurityManager second = Open(restored);
        SharedStore.AssertValid(second);
    }

    private EnterpriseSecurityManager Open(string store)
    {
        using KeyProtector protector = _key.Protector();
        return EnterpriseSecurityManager.Open(store, protector);
    }
}
