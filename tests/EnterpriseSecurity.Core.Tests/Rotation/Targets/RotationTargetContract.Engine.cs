using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Core.Tests.Rotation.Targets;

/// <content>The same, as rotations do it by themselves.</content>
public abstract partial class RotationTargetContract
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private RotationManager Rotation => Store.Manager.Rotation;

    [Fact]
    public void Immediate_takes_the_old_one_away_with_the_new_one()
    {
        Create();
        RotationResult rotation = Start(RotationStrategy.Immediate);

        Assert.Equal(RotationState.Completed, rotation.State);
        AssertAccepted(rotation, old: false, successor: true, isPromoted: true);
    }

    [Fact]
    public void Overlapping_accepts_both_until_the_overlap_ends()
    {
        Create();
        RotationResult rotation = Start(RotationStrategy.Overlapping);
        Assert.Equal(RotationState.Promoted, rotation.State);
        AssertAccepted(rotation, old: true, successor: true, isPromoted: true);
        Store.Clock.Advance(Hour - TimeSpan.FromSeconds(1));
        AssertAccepted(rotation, old: true, successor: true, isPromoted: true);
        Assert.Empty(Rotation.InvokeDue());

        Store.Clock.Advance(TimeSpan.FromSeconds(1));

        AssertAccepted(rotation, old: !FallsByTheClock, successor: true, isPromoted: true);
        Assert.Equal(RotationState.Completed, Assert.Single(Rotation.InvokeDue()).State);
        AssertAccepted(rotation, old: false, successor: true, isPromoted: true);
    }

    [Fact]
    public void Gradual_accepts_both_and_gives_the_name_to_the_new_one_in_the_last_phase()
    {
        Create();
        RotationResult rotation = Start(RotationStrategy.Gradual);
        AssertAccepted(rotation, old: true, successor: true, isPromoted: false);
        List<string> chosen = [.. Enumerable.Range(0, 200).Select(client => Rotation.Choose(Steps.Target.Kind, Name, $"client-{client}").Id)];
        Assert.InRange(chosen.Count(id => id == rotation.NewId), 20, 80);
        Assert.All(chosen, id => Assert.Contains(id, new[] { rotation.Rotation.OldId, rotation.NewId }));

        Store.Clock.Advance(Hour);
        Assert.Equal(RotationState.Promoted, Assert.Single(Rotation.InvokeDue()).State);
        AssertAccepted(rotation, old: true, successor: true, isPromoted: true);
        Store.Clock.Advance(Hour);
        Assert.Equal(RotationState.Completed, Assert.Single(Rotation.InvokeDue()).State);

        AssertAccepted(rotation, old: false, successor: true, isPromoted: true);
    }

    [Fact]
    public void Blue_green_waits_testable_and_is_undone_until_the_grace_ends()
    {
        Create();
        RotationResult first = Start(RotationStrategy.BlueGreen);
        Store.Clock.Advance(30 * Hour);
        AssertAccepted(first, old: true, successor: true, isPromoted: false);
        Rotation.Complete(first.Id);
        AssertAccepted(first, old: true, successor: true, isPromoted: true);
        Store.Clock.Advance(Hour / 2);
        Assert.Equal(RotationState.Undone, Rotation.Undo(first.Id).State);
        AssertAccepted(first, old: true, successor: false, isPromoted: false);

        RotationResult second = Start(RotationStrategy.BlueGreen);
        Rotation.Complete(second.Id);
        Store.Clock.Advance(Hour);

        Assert.Throws<InvalidStateException>(() => Rotation.Undo(second.Id));
        Assert.Equal(RotationState.Completed, Assert.Single(Rotation.InvokeDue()).State);
        AssertAccepted(second, old: false, successor: true, isPromoted: true);
    }

    [Theory]
    [InlineData(RotationStrategy.Overlapping)]
    [InlineData(RotationStrategy.Gradual)]
    [InlineData(RotationStrategy.BlueGreen)]
    public void Undone_all_is_as_it_was(RotationStrategy strategy)
    {
        Create();
        RotationSubject before = Steps.Find(Name);
        RotationResult rotation = Start(strategy);
        Assert.Equal("RotationRunning", Assert.Throws<InvalidStateException>(() => Start(strategy)).ErrorId);
        Rotation.Undo(rotation.Id);

        AssertAccepted(rotation, old: true, successor: false, isPromoted: false);
        RotationSubject after = Steps.Find(Name);
        Assert.Equal((before.Id, before.IssuedAt, before.ExpiresAt), (after.Id, after.IssuedAt, after.ExpiresAt));
        AssertAccepted(Start(RotationStrategy.Immediate), old: false, successor: true, isPromoted: true);
    }

    [Fact]
    public void A_hook_that_says_no_brings_all_back()
    {
        Create();
        foreach (RotationHookKind hook in new[] { RotationHookKind.Stage, RotationHookKind.Verify, RotationHookKind.Promote })
        {
            RotationOptions options = Options(RotationStrategy.Overlapping) with { Hooks = new Dictionary<RotationHookKind, string> { [hook] = "check" } };
            RotationResult rotation = Rotation.Start(Steps.Target.Kind, Name, options, context => context.Value.Length == 0);

            Assert.Equal(RotationState.Failed, rotation.State);
            AssertAccepted(rotation, old: true, successor: false, isPromoted: false);
        }
    }

    [Fact]
    public void One_that_was_replaced_by_hand_ends_its_rotation()
    {
        Create();
        RotationResult waiting = Start(RotationStrategy.BlueGreen);
        ReplaceByHand();
        string present = Steps.Find(Name).Id;
        Assert.Equal(RotationState.Failed, Rotation.Complete(waiting.Id).State);
        Assert.Equal((present, false), (NameGives(), IsAccepted(waiting.NewId)));

        RotationResult promoted = Start(RotationStrategy.Overlapping);
        ReplaceByHand();
        Assert.Throws<InvalidStateException>(() => Rotation.Undo(promoted.Id));
        Store.Clock.Advance(Hour);
        Assert.Equal(RotationState.Completed, Assert.Single(Rotation.InvokeDue()).State);
        AssertSound();
    }

    [Theory]
    [InlineData(RotationStrategy.Immediate)]
    [InlineData(RotationStrategy.Overlapping)]
    [InlineData(RotationStrategy.BlueGreen)]
    public void After_a_crash_at_any_moment_a_rotation_is_taken_to_its_end(RotationStrategy strategy)
    {
        Create();
        bool hasStopped = true;
        for (int moment = 1; hasStopped; moment++)
        {
            string old = Steps.Find(Name).Id;
            hasStopped = StopAt(moment, rotation =>
            {
                RotationResult started = rotation.Start(Steps.Target.Kind, Name, Options(strategy));
                if (started.Rotation.IsRunning) rotation.Complete(started.Id, atOnce: true);
                if (rotation.Get(started.Id).IsRunning) rotation.Complete(started.Id);
            });
            if (Steps.Find(Name).Id == old && Rotation.List().Count == 0) Start(strategy);
            foreach (RotationInfo running in Rotation.List())
            {
                Rotation.Resume(running.Id);
                for (int i = 0; i < 2 && Rotation.Get(running.Id).IsRunning; i++) Rotation.Complete(running.Id, atOnce: true);
            }

            AssertAccepted(old, old: false, Steps.Find(Name).Id, successor: true, Steps.Find(Name).Id);
            Assert.NotEqual(old, Steps.Find(Name).Id);
            Assert.InRange(moment, 1, 40);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_a_crash_at_any_moment_an_undo_is_taken_to_its_end(bool isPromoted)
    {
        Create();
        string old = Steps.Find(Name).Id;
        bool hasStopped = true;
        for (int moment = 1; hasStopped; moment++)
        {
            RotationResult rotation = Start(RotationStrategy.BlueGreen);
            if (isPromoted) Rotation.Complete(rotation.Id);
            hasStopped = StopAt(moment, manager => manager.Undo(rotation.Id));
            if (Rotation.Get(rotation.Id).IsRunning) Rotation.Resume(rotation.Id);

            Assert.Equal(RotationState.Undone, Rotation.Get(rotation.Id).State);
            AssertAccepted(old, old: true, rotation.NewId, successor: false, old);
            Assert.InRange(moment, 1, 10);
        }
    }

    private static RotationPhase[] Phases => [new(25, Hour), new(100, Hour)];

    private RotationOptions Options(RotationStrategy strategy) => new() { Strategy = strategy, Overlap = Hour, Grace = Hour, Phases = Phases, Parameters = Parameters };

    private RotationResult Start(RotationStrategy strategy) => Rotation.Start(Steps.Target.Kind, Name, Options(strategy));

    // Runs it on a machine that stops, and starts another one.
    private bool StopAt(int moment, Action<RotationManager> work)
    {
        StoppingTarget target = new(Steps.Target, moment);
        RotationManager stopping = new(Store.Manager.Store, [target]);
        try
        {
            work(stopping);
        }
        catch (TimeoutException)
        {
            // As meant.
        }

        bool hasStopped = target.HasStopped;
        Store.Reopen();
        return hasStopped;
    }

    private void AssertAccepted(RotationResult rotation, bool old, bool successor, bool isPromoted) =>
        AssertAccepted(rotation.Rotation.OldId, old, rotation.NewId, successor, isPromoted ? rotation.NewId : rotation.Rotation.OldId);
}
