using System.Diagnostics;
using System.Globalization;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Storage;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>
/// Several processes call the same things at once; of each thing there must be one order of the calls that a simple model
/// agrees with. For a minute when SECURITY_SOAK_ROUNDS is set.
/// </summary>
public abstract class HistoryContract(StoreProvider provider, ITestOutputHelper output) : IDisposable
{
    private const int Processes = 4;
    private const int Calls = 6;
    private const int Rounds = 1;
    private static readonly TimeSpan SoakTime = TimeSpan.FromMinutes(1);

    private readonly SharedStore _store = new(provider);

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [ProviderFact]
    public void What_may_be_used_once_or_so_often_behaves_as_if_all_processes_took_turns()
    {
        int seed = Soak.Seed(output);
        ManualClock now = new();
        using EnterpriseSecurityManager earlier = _store.Open(new ManualClock());
        now.Advance(TimeSpan.FromDays(2));
        using EnterpriseSecurityManager manager = _store.Open(now);
        HistoryObjects objects = new(manager, earlier, now, new Random(seed), Processes, Calls);
        objects.Prepare();
        using StressProcesses workers = new(Processes, _ => _store.Start("history", now.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture)));

        Dictionary<string, (int Histories, int Calls)> counts = [];
        long begun = Stopwatch.GetTimestamp();
        for (int round = 0; Soak.IsAsked ? Stopwatch.GetElapsedTime(begun) < SoakTime : round < Rounds; round++)
        {
            foreach (HistoryObject one in objects.MakeAll())
            {
                List<Operation> history = Call(workers, one);
                Assert.True(LinearizabilityChecker.Agrees(one.Model, history), $"No order of these calls agrees with the model of a {one.Kind} that begins as '{one.Model.Start}':\n{Show(history)}");
                (int histories, int calls) = counts.GetValueOrDefault(one.Kind);
                counts[one.Kind] = (histories + 1, calls + history.Count);
            }
        }

        foreach (StressProcess worker in workers.All) worker.CloseInput();
        workers.Complete();
        output.WriteLine(string.Join(", ", counts.Select(pair => $"{pair.Key}: {pair.Value.Histories} histories of {pair.Value.Calls} calls")));
        Assert.Equal(counts["rotation"].Histories, manager.Rotation.GetHistory().Count(rotation => rotation.State == RotationState.Completed));
        SharedStore.AssertValid(manager);
    }

    private static List<Operation> Call(StressProcesses workers, HistoryObject one)
    {
        foreach ((StressProcess worker, string[] script) in workers.All.Zip(one.Scripts))
        {
            foreach (string call in script) worker.WriteLine(call);
        }

        workers.WriteLine("go");
        List<Operation> history = [];
        foreach (StressProcess worker in workers.All)
        {
            string? line;
            while ((line = worker.ReadLine()) != "done")
            {
                string[] parts = line?.Split('\t') ?? [];
                if (parts.Length != 4)
                {
                    worker.Complete();
                    Assert.Fail($"The worker said '{line}'.");
                }

                history.Add(new Operation(long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2], parts[3]));
            }
        }

        return history;
    }

    private static string Show(List<Operation> history)
    {
        long first = history.Min(call => call.Begin);
        return string.Join('\n', history.OrderBy(call => call.Begin).Select(call => FormattableString.Invariant($"{call.Begin - first} to {call.End - first}: {call.Call} -> {call.Answer}")));
    }
}
