using System.Collections.Concurrent;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Rotation;
using static EnterpriseSecurity.Core.Tests.Rotation.RotationFixture;

namespace EnterpriseSecurity.Core.Tests.Rotation;

/// <summary>Policies, what is due by them, and schedulers that run at once.</summary>
public sealed class RotationScheduleTests : IDisposable
{
    private readonly RotationFixture _fixture = new();

    private RotationManager Rotation => _fixture.Rotation;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void What_will_ever_be_due_can_be_asked_for()
    {
        _fixture.CreateManagedKey();
        Rotation.CreatePolicy(new RotationPolicy { Name = "all", Kind = RotationKind.ManagedKey, Target = "*", Interval = Day });
        Assert.Single(Rotation.FindDue(TimeSpan.MaxValue));
    }

    [Fact]
    public void A_policy_is_made_changed_listed_and_removed()
    {
        RotationPolicy made = Rotation.CreatePolicy(Policy() with { Hooks = AllHooks });
        Assert.Equal(_fixture.Clock.GetUtcNow(), made.CreatedAt);
        Assert.Equal("RotationPolicyExists", Assert.Throws<AlreadyExistsException>(() => Rotation.CreatePolicy(Policy() with { Name = "MONTHLY" })).ErrorId);
        _fixture.Clock.Advance(Hour);
        RotationPolicy changed = Rotation.SetPolicy("monthly", new() { Interval = Day, NoNotice = true, Enabled = false, Strategy = RotationStrategy.BlueGreen, Hooks = new Dictionary<RotationHookKind, string> { [RotationHookKind.Stage] = "", [RotationHookKind.Verify] = "other" } });
        Assert.Equal((Day, false, made.CreatedAt, made.CreatedAt + Hour, 3, "other"), (changed.Interval!.Value, changed.Enabled, changed.CreatedAt, changed.UpdatedAt, changed.Hooks.Count, changed.Hooks[RotationHookKind.Verify]));
        _fixture.Store.Reopen();
        Assert.Equivalent(changed, Rotation.GetPolicy("Monthly"), strict: true);
        Assert.Single(Rotation.ListPolicies("m*", RotationKind.ApiKey));
        Assert.Empty(Rotation.ListPolicies("m*", RotationKind.Secret));
        Assert.DoesNotContain("other", _fixture.Store.Query("SELECT group_concat(attributes) FROM record"), StringComparison.Ordinal);
        Assert.Equal("RotationOptionInvalid", Assert.Throws<InvalidInputException>(() => Rotation.SetPolicy("monthly", new() { MaximumAge = Hour })).ErrorId);
        Assert.Equal("RotationOptionInvalid", Assert.Throws<InvalidInputException>(() => Rotation.SetPolicy("monthly", new() { NoInterval = true })).ErrorId);
        Assert.Equal((null, Hour), (Rotation.SetPolicy("monthly", new() { NoInterval = true, MaximumAge = Hour }).Interval, Rotation.GetPolicy("monthly").MaximumAge));
        Assert.Equal((Day, null), (Rotation.SetPolicy("monthly", new() { Interval = Day, NoMaximumAge = true, StagingPeriod = Day }).Interval, Rotation.GetPolicy("monthly").MaximumAge));
        Assert.Null(Rotation.SetPolicy("monthly", new() { NoStagingPeriod = true }).StagingPeriod);
        Rotation.RemovePolicy("monthly");
        Assert.Equal("RotationPolicyNotFound", Assert.Throws<NotFoundException>(() => Rotation.GetPolicy("monthly")).ErrorId);
        Assert.Equal("RotationPolicyNotFound", Assert.Throws<NotFoundException>(() => Rotation.RemovePolicy("monthly")).ErrorId);
        Assert.Equal("RotationPolicyNotFound", Assert.Throws<NotFoundException>(() => Rotation.StartByPolicy("monthly", "x")).ErrorId);
    }

    [Fact]
    public void What_a_policy_matches_is_rotated_when_its_age_says_so_and_told_of_once_before()
    {
        NewApiKey key = _fixture.CreateApiKey("web");
        _fixture.CreateApiKey("other");
        Rotation.CreatePolicy(Policy());
        Assert.Empty(Rotation.InvokeDue());
        Assert.Equal(("web", "monthly"), (Rotation.FindDue(30 * Day).Single().Name, Rotation.FindDue(30 * Day).Single().Policy));
        Assert.Contains(_fixture.Store.Manager.FindExpiring(30 * Day), one => one is { Kind: "Rotation", Name: "web", ExpiresIn.Days: 30 });

        _fixture.Clock.Advance(25 * Day);
        RotationOutcome notice = Assert.Single(Rotation.InvokeDue());
        Assert.Equal((RotationOutcomeKind.Notified, true, key.CreatedAt + (30 * Day)), (notice.Outcome, notice.IsSuccessful, notice.DueAt!.Value));
        Assert.Empty(Rotation.InvokeDue());

        _fixture.Clock.Advance(5 * Day);
        RotationOutcome started = Assert.Single(Rotation.InvokeDue());
        Assert.Equal((RotationOutcomeKind.Started, RotationState.Promoted, "monthly"), (started.Outcome, started.State, started.Rotation!.Policy));
        Assert.True(_fixture.Accepts(started.RevealKey()!));
        Assert.DoesNotContain(started.RevealKey()!, started.ToString(), StringComparison.Ordinal);
        Assert.Empty(Rotation.InvokeDue());
        Assert.Empty(Rotation.FindDue(TimeSpan.Zero));

        _fixture.Clock.Advance(7 * Day);
        Assert.Equal(RotationState.Completed, Assert.Single(Rotation.InvokeDue()).State);
        _fixture.Clock.Advance(18 * Day);
        Assert.Equal(RotationOutcomeKind.Notified, Assert.Single(Rotation.InvokeDue()).Outcome);
        Rotation.SetPolicy("monthly", new() { Enabled = false });
        _fixture.Clock.Advance(30 * Day);
        Assert.Empty(Rotation.InvokeDue());
    }

    [Fact]
    public void A_rotation_that_waits_beyond_the_maximum_age_fails_the_run()
    {
        ManagedKeyInfo old = _fixture.CreateManagedKey();
        Rotation.CreatePolicy(new() { Name = "p", Kind = RotationKind.ManagedKey, Target = "sign*", Interval = Day, MaximumAge = 2 * Day, Strategy = RotationStrategy.BlueGreen });
        _fixture.Clock.Advance(Day);
        RotationOutcome started = Assert.Single(Rotation.InvokeDue());
        Assert.Equal(RotationState.Verified, started.State);
        Assert.Empty(Rotation.InvokeDue());
        _fixture.Clock.Advance(Day);
        RotationOutcome overdue = Assert.Single(Rotation.InvokeDue());
        Assert.Equal((RotationOutcomeKind.Overdue, false, started.Id), (overdue.Outcome, overdue.IsSuccessful, overdue.Id));
        Assert.Equal(started.Id, Assert.Single(Rotation.FindDue(TimeSpan.Zero)).RotationId);
        Rotation.Complete(started.Id!);
        Assert.Empty(Rotation.InvokeDue());
        Assert.NotEqual(old.Id, _fixture.Current());
    }

    [Fact]
    public void One_that_fails_does_not_keep_the_others_from_their_rotation()
    {
        foreach (string name in new[] { "a", "b", "c" }) _fixture.CreateManagedKey(name);
        Rotation.CreatePolicy(new() { Name = "p", Kind = RotationKind.ManagedKey, Target = "*", MaximumAge = Day, Hooks = AllHooks });
        _fixture.Clock.Advance(Day);
        Assert.All(Rotation.InvokeDue(), outcome => Assert.Equal(("RotationHooksMissing", false), (outcome.ErrorId, outcome.IsSuccessful)));
        List<RotationOutcome> run = [.. Rotation.InvokeDue(context => context.Rotation.Name != "b" || context.Hook == RotationHookKind.RollBack)];
        Assert.Equal([true, false, true], run.Select(outcome => outcome.IsSuccessful));
        Assert.Equal((RotationOutcomeKind.Failed, RotationState.Failed, "The Stage hook said no."), (run[1].Outcome, run[1].State, run[1].Message));
        Assert.Equal("b", Assert.Single(Rotation.InvokeDue(_fixture.Run)).Name);
    }

    [Fact]
    public void A_policy_rotates_by_hand_too_and_keeps_what_it_was_when_it_began()
    {
        NewApiKey key = _fixture.CreateApiKey("web");
        Rotation.CreatePolicy(Policy() with { Overlap = Day, Hooks = AllHooks });
        RotationResult rotation = Rotation.StartByPolicy("Monthly", key.Id, _fixture.Run);
        Assert.Equal("monthly", rotation.Rotation.Policy);
        Assert.Equal([RotationHookKind.Stage, RotationHookKind.Verify, RotationHookKind.Promote], _fixture.Ran.Select(ran => ran.Hook));
        Rotation.RemovePolicy("monthly");
        _fixture.Clock.Advance(Day);
        Assert.Equal(RotationState.Completed, Assert.Single(Rotation.InvokeDue(_fixture.Run)).State);
    }

    [Fact]
    public async Task Schedulers_that_run_at_once_do_each_rotation_once()
    {
        const int Keys = 12;
        for (int i = 0; i < Keys; i++) _fixture.CreateManagedKey($"key{i}");
        Rotation.CreatePolicy(new() { Name = "p", Kind = RotationKind.ManagedKey, Target = "key*", Interval = 10 * Day, Overlap = Day, Hooks = AllHooks });
        _fixture.Clock.Advance(10 * Day);
        using EnterpriseSecurityManager second = _fixture.Store.Open();
        using EnterpriseSecurityManager third = _fixture.Store.Open();
        ConcurrentBag<string> ran = [];
        foreach (RotationState expected in new[] { RotationState.Promoted, RotationState.Completed })
        {
            RotationOutcome[][] runs = await Task.WhenAll(new[] { Rotation, second.Rotation, third.Rotation }.Select(one => Task.Run(() => one.InvokeDue(context =>
            {
                ran.Add($"{context.Hook} {context.Rotation.Id}");
                return true;
            }).ToArray())));
            RotationOutcome[] all = [.. runs.SelectMany(run => run)];
            Assert.All(all, outcome => Assert.True(outcome.IsSuccessful, outcome.Message));
            // Two may tell of the same one, when the second took steps of it between two of the first.
            Assert.Equal(Keys, all.Where(outcome => outcome.State == expected).Select(outcome => outcome.Rotation!.Id).Distinct().Count());
            _fixture.Clock.Advance(Day);
        }

        Assert.Equal(Keys * 3, ran.Count);
        Assert.Equal(Keys * 3, ran.Distinct().Count());
        Assert.Equal(Keys, Rotation.GetHistory().Select(rotation => rotation.OldId).Distinct().Count());
        Assert.All(Rotation.GetHistory(), rotation => Assert.Equal(5, rotation.Steps.Count));
    }

    [Fact]
    public void History_and_statistics_tell_how_rotations_went()
    {
        Assert.Equal((0L, 0.0, null), (Rotation.GetStatistics().TotalRotations, Rotation.GetStatistics().SuccessRate, Rotation.GetStatistics().AverageDuration));
        foreach (string name in new[] { "a", "b", "c", "d", "e" }) _fixture.CreateManagedKey(name);
        Rotation.Start(RotationKind.ManagedKey, "a", new() { Strategy = RotationStrategy.Immediate });
        Rotation.Start(RotationKind.ManagedKey, "b", new() { Overlap = 2 * Day });
        Rotation.Start(RotationKind.ManagedKey, "c", new() { Hooks = AllHooks }, _ => false);
        Rotation.Undo(Rotation.Start(RotationKind.ManagedKey, "d").Id);
        Rotation.Start(RotationKind.ManagedKey, "e", new() { Strategy = RotationStrategy.Gradual });
        DateTimeOffset middle = _fixture.Clock.GetUtcNow() + Day;
        _fixture.Clock.Advance(2 * Day);
        foreach (RotationOutcome _ in Rotation.InvokeDue(_fixture.Run))
        {
        }

        Rotation.Start(RotationKind.ManagedKey, "a", new() { Strategy = RotationStrategy.Immediate });
        RotationStatistics statistics = Rotation.GetStatistics();
        Assert.Equal((5L, 3L, 1L, 1L, 1L, 60.0), (statistics.TotalRotations, statistics.SuccessfulRotations, statistics.FailedRotations, statistics.UndoneRotations, statistics.RunningRotations, statistics.SuccessRate));
        Assert.Equal((TimeSpan.Zero, 2 * Day, 2 * Day / 5), (statistics.ShortestDuration, statistics.LongestDuration, statistics.AverageDuration));
        Assert.Equal(new RotationStatisticsGroup(3, 1, 1, 2 * Day / 3), statistics.ByStrategy[RotationStrategy.Overlapping]);
        Assert.Equal(100.0, statistics.ByStrategy[RotationStrategy.Immediate].SuccessRate);
        Assert.Equal(5, statistics.ByKind[RotationKind.ManagedKey].Total);
        Assert.Equal(["a", "a", "b", "c", "d", "e"], Rotation.GetHistory().Select(rotation => rotation.Name).Order());
        Assert.Equal((RotationState.Completed, _fixture.Clock.GetUtcNow()), (Rotation.GetHistory()[0].State, Rotation.GetHistory()[0].StartedAt));
        Assert.Equal("a", Assert.Single(Rotation.GetHistory(new() { After = middle })).Name);
        Assert.Equal(3, Rotation.GetStatistics(new() { Before = middle, Strategy = RotationStrategy.Overlapping }).TotalRotations);
    }

    private static RotationPolicy Policy() => new() { Name = "monthly", Kind = RotationKind.ApiKey, Target = "we?", Interval = 30 * Day, NotifyBefore = 5 * Day };
}
