using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>What workers that were killed under load had acknowledged, held against what is in their store.</summary>
internal sealed class LoadLedger
{
    private readonly Dictionary<(string Domain, string Name), int> _stages = [];
    private readonly HashSet<string> _new = [];
    private int _shared = 1;

    /// <summary>How many changes were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>How many were made, and their workers killed before they could say so.</summary>
    public int Unacknowledged { get; private set; }

    /// <summary>Takes down what a worker said before it was killed; it says no more.</summary>
    public void Add(string prefix, IEnumerable<string> lines)
    {
        _new.Add(prefix);
        foreach (string[] words in lines.Select(line => line.Split(' ')))
        {
            Acknowledged++;
            if (words[0] == "shared") _shared = Math.Max(_shared, int.Parse(words[1], CultureInfo.InvariantCulture));
            else _stages[(words[0], words[1])] = int.Parse(words[2], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>
    /// The store is whole; each object is at the stage that was acknowledged, one of each worker's at most at the next; and
    /// each has the entries of its stages, each of them once.
    /// </summary>
    public void AssertKept(EnterpriseSecurityManager manager, string moment)
    {
        SharedStore.AssertValid(manager);
        Dictionary<string, string> apiKeys = manager.ApiKeys.List().ToDictionary(key => key.Id, key => key.Name);
        Dictionary<(string Action, string Resource), int> entries = manager.Audit.Read(new AuditFilter { Result = AuditResult.Success })
            .CountBy(entry => (entry.Action, apiKeys.GetValueOrDefault(entry.Resource, entry.Resource))).ToDictionary();
        HashSet<string> ahead = [];
        foreach (LoadDomain domain in LoadDomain.All)
        {
            Dictionary<string, int> present = domain.Find(manager).ToDictionary(one => one.Name, one => one.Stage);
            IEnumerable<string> written = entries.Keys.Where(key => key.Action == domain.Actions[0]).Select(key => key.Resource);
            IEnumerable<string> acknowledged = _stages.Keys.Where(key => key.Domain == domain.Name).Select(key => key.Name);
            foreach (string name in present.Keys.Union(written).Union(acknowledged).Where(name => name.StartsWith('r')))
            {
                int[] counts = [.. domain.Actions.Select(action => entries.GetValueOrDefault((action, name)))];
                int told = counts.Count(count => count > 0);
                string state = $"{moment}: {domain.Name} {name}: entries {string.Join(' ', counts)}, acknowledged {_stages.GetValueOrDefault((domain.Name, name))}, present {present.GetValueOrDefault(name)}";
                Assert.True(counts.Take(told).All(count => count == 1), state);
                int stage = present.TryGetValue(name, out int found) ? found : told == domain.Actions.Length ? told : 0;
                Assert.True(stage == told, state);
                Settle(domain.Name, name, stage, ahead, state);
            }
        }

        _new.Clear();
        AssertShared(manager, entries.GetValueOrDefault((AuditAction.SecretRotated, "shared")), moment);
    }

    private void Settle(string domain, string name, int stage, HashSet<string> ahead, string state)
    {
        string worker = name.Split('-')[0];
        int acknowledged = _stages.GetValueOrDefault((domain, name));
        if (stage == acknowledged) return;
        Assert.True(stage == acknowledged + 1 && _new.Contains(worker) && ahead.Add(worker), state);
        Unacknowledged++;
        _stages[(domain, name)] = stage;
    }

    private void AssertShared(EnterpriseSecurityManager manager, int rotated, string moment)
    {
        SecretReference shared = SecretReference.ByName("shared");
        int version = manager.Secrets.GetVersions(shared)[0].Version;
        Assert.True(version >= _shared && version == rotated + 1, $"{moment}: shared is {version}, {_shared} acknowledged, {rotated} entries");
        _ = SharedStore.Reveal(manager, "shared");
    }
}
