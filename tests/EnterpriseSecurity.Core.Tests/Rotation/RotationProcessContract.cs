using System.Text;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Rotation;

/// <summary>Schedulers in several processes, over each provider.</summary>
public abstract class RotationProcessContract(StoreProvider provider) : IDisposable
{
    private const int Processes = 3;
    private const int Keys = 20;

    private readonly SharedStore _store = new(provider);

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [ProviderFact]
    public void Schedulers_in_several_processes_do_each_rotation_once()
    {
        Create(Keys, "go", RotationStrategy.Immediate);
        List<string> said = [];
        using (StressProcesses processes = new(Processes, _ => _store.Start("rotate")))
        {
            processes.WriteLine("go");
            foreach (StressProcess process in processes.All)
            {
                while (process.ReadLine() is { } line && line != "done") said.Add(line);
            }

            processes.Complete();
        }

        using EnterpriseSecurityManager manager = _store.Open();
        IReadOnlyList<RotationInfo> history = manager.Rotation.GetHistory();
        Assert.Equal(Keys, history.Count);
        Assert.Equal(Keys, history.Select(rotation => rotation.OldId).Distinct().Count());
        Assert.All(history, rotation => Assert.Equal((RotationState.Completed, 5), (rotation.State, rotation.Steps.Count)));
        Assert.Equal(Keys, said.Count(line => line.StartsWith("started ", StringComparison.Ordinal)));
        Assert.DoesNotContain(said, line => line.StartsWith("failed", StringComparison.Ordinal));
        Assert.Equal(Keys, manager.ApiKeys.Count());
        Assert.Equal(Keys, SharedStore.CountActions(manager)["key_rotated"]);
        SharedStore.AssertValid(manager);
    }

    [ProviderFact]
    public void A_scheduler_that_is_killed_in_a_hook_is_taken_over_and_its_new_key_is_not_lost()
    {
        Create(1, "hang", RotationStrategy.Immediate);
        using (StressProcess process = _store.Start("rotate"))
        {
            Assert.Equal("ready", process.ReadLine());
            process.WriteLine("go");
            Assert.Equal("hook", process.ReadLine());
            process.Kill();
        }

        using EnterpriseSecurityManager manager = _store.Open();
        RotationInfo left = Assert.Single(manager.Rotation.List());
        Assert.Equal(RotationState.Staged, left.State);
        List<RotationOutcome> run = [];
        for (int i = 0; i < 100 && run.Count == 0; i++)
        {
            run.AddRange(manager.Rotation.InvokeDue(_ => true));
            Thread.Sleep(100);
        }

        RotationOutcome outcome = Assert.Single(run);
        Assert.Equal((left.Id, RotationState.Completed), (outcome.Id, outcome.State));
        Assert.True(manager.ApiKeys.Validate(Encoding.ASCII.GetBytes(outcome.RevealKey()!)).IsValid);
        SharedStore.AssertValid(manager);
    }

    private void Create(int count, string hook, RotationStrategy strategy)
    {
        // Made long ago, and so due.
        using EnterpriseSecurityManager manager = _store.Open(new ManualClock());
        for (int i = 0; i < count; i++) manager.ApiKeys.Create(new ApiKeyOptions { Name = $"key{i}", RateLimit = null });
        manager.Rotation.CreatePolicy(new RotationPolicy
        {
            Name = "p",
            Kind = RotationKind.ApiKey,
            Target = "key*",
            Interval = TimeSpan.FromDays(1),
            Strategy = strategy,
            HookTimeout = TimeSpan.FromSeconds(hook == "hang" ? 1 : 60),
            Hooks = new Dictionary<RotationHookKind, string> { [RotationHookKind.Verify] = hook },
        });
    }
}
