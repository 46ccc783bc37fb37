using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Rotation;
using static EnterpriseSecurity.Core.Tests.Rotation.RotationFixture;

namespace EnterpriseSecurity.Core.Tests.Rotation;

/// <summary>A rotation goes on wherever its process died, and no new key is lost.</summary>
public sealed class RotationCrashTests : IDisposable
{
    private static readonly RotationStrategy[] Strategies = Enum.GetValues<RotationStrategy>();

    private readonly RotationFixture _fixture = new();

    private RotationManager Rotation => _fixture.Rotation;

    public static TheoryData<RotationStrategy, RotationHookKind> Hooks
    {
        get
        {
            TheoryData<RotationStrategy, RotationHookKind> all = [];
            foreach (RotationStrategy strategy in Strategies)
            {
                foreach (RotationHookKind hook in Enum.GetValues<RotationHookKind>()) all.Add(strategy, hook);
            }

            return all;
        }
    }

    public static TheoryData<RotationStrategy, string> Steps
    {
        get
        {
            TheoryData<RotationStrategy, string> all = [];
            foreach (RotationStrategy strategy in Strategies)
            {
                foreach (string step in new[] { "Issue", "Stage", "Promote", "Retire", "Settle1", "Settle2", "Settle3", "Settle4", "Settle5", "Settle6", "Settle7" }) all.Add(strategy, step);
            }

            return all;
        }
    }

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(Hooks))]
    public void A_process_that_dies_in_a_hook_is_taken_over_when_its_lease_ends(RotationStrategy strategy, RotationHookKind hook)
    {
        NewApiKey old = _fixture.CreateApiKey();
        RotationOptions options = new() { Strategy = strategy, Hooks = AllHooks, StagingPeriod = TimeSpan.Zero, HookTimeout = Hour, Phases = [new(100, Day)] };
        Assert.Throws<ObjectDisposedException>(() => Rotation.Start(RotationKind.ApiKey, old.Id, options, context =>
        {
            _fixture.Run(context);
            if (context.Hook == RotationHookKind.Verify && hook == RotationHookKind.RollBack) return false;
            if (context.Hook == hook) _fixture.Store.Close();
            return true;
        }));
        _fixture.Store.Reopen();
        RotationInfo left = Assert.Single(Rotation.List());
        Assert.Empty(Rotation.InvokeDue(_fixture.Run));
        Assert.Equal("RotationBusy", Assert.Throws<InvalidStateException>(() => Rotation.Resume(left.Id, _fixture.Run)).ErrorId);
        Assert.Equal("RotationBusy", Assert.Throws<InvalidStateException>(() => Rotation.Undo(left.Id, _fixture.Run)).ErrorId);
        Assert.True(_fixture.Accepts(old.RevealKey()));

        _fixture.Clock.Advance(Hour);
        RotationOutcome without = Assert.Single(Rotation.InvokeDue());
        Assert.Equal(("RotationHooksMissing", false), (without.ErrorId, without.IsSuccessful));
        RotationOutcome outcome = Assert.Single(Rotation.InvokeDue(_fixture.Run));
        Assert.Equal(2, _fixture.Ran.Count(ran => ran.Hook == hook));
        if (hook == RotationHookKind.RollBack)
        {
            Assert.Equal((RotationState.Failed, "The Verify hook said no.", null), (outcome.State, outcome.Message, outcome.RevealKey()));
            Assert.True(_fixture.Accepts(old.RevealKey()));
            Assert.False(_fixture.Accepts(_fixture.Ran[0].Value));
            return;
        }

        Assert.True(outcome.IsSuccessful);
        Assert.True(_fixture.Accepts(outcome.RevealKey()!));
        Assert.All(_fixture.Ran, ran => Assert.Equal(outcome.RevealKey(), ran.Value));
        Assert.Equal(strategy != RotationStrategy.Immediate, _fixture.Accepts(old.RevealKey()));
        _fixture.Clock.Advance(7 * Day);
        Assert.Equal(strategy != RotationStrategy.Immediate, Rotation.InvokeDue(_fixture.Run).Any());
        Assert.Equal(RotationState.Completed, Rotation.Get(left.Id).State);
        Assert.Equal([RotationStep.Issue, RotationStep.Stage, RotationStep.Verify, RotationStep.Promote, RotationStep.Retire], Rotation.Get(left.Id).Steps.Select(step => step.Step));
        Assert.False(_fixture.Accepts(old.RevealKey()));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_process_that_dies_in_a_transaction_or_right_after_it_leaves_what_the_next_one_completes(RotationStrategy strategy, string step)
    {
        NewApiKey old = _fixture.CreateApiKey();
        RotationOptions options = new() { Strategy = strategy, StagingPeriod = TimeSpan.Zero, Overlap = TimeSpan.Zero, Grace = TimeSpan.Zero, Phases = [new(100, TimeSpan.Zero)] };
        RotationManager dying = new(_fixture.Store.Manager.Store, [new FailingTarget(new ApiKeyRotationTarget(_fixture.Store.Manager.Store.Keys), step)]);
        string? value = null;
        if (Record.Exception(() => value = dying.Start(RotationKind.ApiKey, old.Id, options).RevealKey()) is { } death) Assert.IsType<IOException>(death);

        if (step == "Issue")
        {
            Assert.Empty(Rotation.List());
            Assert.Single(_fixture.Store.Manager.ApiKeys.List());
            return;
        }

        _fixture.Store.Reopen();
        bool hasEnded = Rotation.List().Count == 0;
        Assert.True(_fixture.Accepts(old.RevealKey()) || hasEnded || Rotation.List()[0].State == RotationState.Promoted);
        foreach (RotationOutcome outcome in Rotation.InvokeDue()) value ??= outcome.RevealKey();
        RotationInfo done = Assert.Single(Rotation.GetHistory());
        Assert.Equal((RotationState.Completed, 5), (done.State, done.Steps.Count));
        Assert.False(_fixture.Accepts(old.RevealKey()));
        // What the transaction that ends the rotation gives out is the caller's; a failure right after it is the one moment that loses it.
        if (value is not null) Assert.True(_fixture.Accepts(value));
        else Assert.True(hasEnded);
    }

    [Theory]
    [InlineData(RotationStrategy.Overlapping, "Revert")]
    [InlineData(RotationStrategy.BlueGreen, "Discard")]
    [InlineData(RotationStrategy.Gradual, "Discard")]
    public void An_undo_that_dies_is_completed(RotationStrategy strategy, string step)
    {
        ManagedKeyInfo old = _fixture.CreateManagedKey();
        RotationResult rotation = Rotation.Start(RotationKind.ManagedKey, "signing", new() { Strategy = strategy });
        RotationManager dying = new(_fixture.Store.Manager.Store, [new FailingTarget(new ManagedKeyRotationTarget(), step)]);
        Assert.Throws<IOException>(() => dying.Undo(rotation.Id));
        Assert.Equal(RotationState.RollingBack, Rotation.Get(rotation.Id).State);
        _fixture.Store.Reopen();
        Assert.Equal(RotationState.Undone, Assert.Single(Rotation.InvokeDue()).State);
        Assert.Equal(old.Id, _fixture.Current());
        Assert.False(_fixture.AcceptsVersion(rotation.NewId));
    }

    [Fact]
    public void A_cancellation_leaves_the_rotation_and_its_key_for_whoever_resumes_it()
    {
        NewApiKey old = _fixture.CreateApiKey();
        RotationOptions options = new() { Strategy = RotationStrategy.Immediate, Hooks = AllHooks };
        Assert.Throws<OperationCanceledException>(() => Rotation.Start(RotationKind.ApiKey, old.Id, options, context => context.Hook == RotationHookKind.Verify ? throw new OperationCanceledException() : true));
        RotationInfo left = Assert.Single(Rotation.List());
        Assert.Equal((RotationState.Staged, RotationStep.Verify), (left.State, left.NextStep));
        foreach (Func<string, RotationResult> call in new Func<string, RotationResult>[] { id => Rotation.Complete(id), id => Rotation.Undo(id) })
        {
            Assert.Equal("RotationHooksMissing", Assert.Throws<InvalidInputException>(() => call(left.Id)).ErrorId);
        }

        Assert.Equal(left.State, Rotation.Get(left.Id).State);
        Assert.Equal("RotationHooksMissing", Assert.Throws<InvalidInputException>(() => Rotation.Resume(left.Id)).ErrorId);
        RotationResult resumed = Rotation.Resume(left.Id, _fixture.Run);
        Assert.Equal(RotationState.Completed, resumed.State);
        Assert.True(_fixture.Accepts(resumed.RevealKey()!));
        Assert.Equal([RotationHookKind.Verify, RotationHookKind.Promote], _fixture.Ran.Select(ran => ran.Hook));

        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() => Rotation.Start(RotationKind.ApiKey, "api", options, _ =>
        {
            source.Cancel();
            return true;
        }, source.Token));
        Assert.Equal(RotationState.Completed, Assert.Single(Rotation.InvokeDue(_fixture.Run)).State);
    }

    [Theory]
    [InlineData(RotationHookKind.Stage)]
    [InlineData(RotationHookKind.Verify)]
    [InlineData(RotationHookKind.Promote)]
    public void A_hook_that_fails_takes_all_back_and_no_secret_gets_out(RotationHookKind failing)
    {
        NewApiKey old = _fixture.CreateApiKey();
        ApiKeyInfo before = _fixture.Store.Manager.ApiKeys.Get(old.Id);
        RotationResult failed = Rotation.Start(RotationKind.ApiKey, old.Id, new() { Hooks = AllHooks }, context =>
        {
            _fixture.Run(context);
            return context.Hook == failing ? throw new InvalidOperationException(_fixture.Ran[^1].Value) : true;
        });
        Assert.Equal((RotationState.Failed, $"The {failing} hook failed with InvalidOperationException.", null), (failed.State, failed.Rotation.Reason, failed.RevealKey()));
        Assert.Equal(RotationHookKind.RollBack, _fixture.Ran[^1].Hook);
        string secret = _fixture.Ran[^1].Value;
        Assert.False(_fixture.Accepts(secret));
        Assert.True(_fixture.Accepts(old.RevealKey()));
        Assert.Equivalent(before with { UsageCount = 1, LastUsedAt = _fixture.Clock.GetUtcNow() }, _fixture.Store.Manager.ApiKeys.Get(old.Id), strict: true);
        Assert.Equal(["rotation_failed", "rotation_rolled_back"], _fixture.Trail()[^2..]);
        Assert.DoesNotContain(secret, string.Concat(_fixture.Store.Manager.Audit.Read(new()).SelectMany(entry => entry.Metadata.Values)), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, failed.ToString(), StringComparison.Ordinal);
        Assert.Equal(RotationStepResult.Failed, failed.Rotation.Steps[^2].Result);
        Assert.Equal(RotationState.Promoted, Rotation.Start(RotationKind.ApiKey, old.Id).State);
    }

    [Fact]
    public void A_successor_that_is_gone_fails_the_rotation_and_a_predecessor_that_is_gone_stays_gone()
    {
        ManagedKeyManager keys = _fixture.Store.Manager.ManagedKeys;
        ManagedKeyInfo old = _fixture.CreateManagedKey();
        RotationOptions blueGreen = new() { Strategy = RotationStrategy.BlueGreen };
        RotationResult first = Rotation.Start(RotationKind.ManagedKey, "signing", blueGreen);
        keys.Revoke(ManagedKeyReference.ById(first.NewId), "leaked");
        Assert.Equal((RotationState.Failed, "The Promote step failed with RotationSuccessorGone."), (Rotation.Complete(first.Id).State, Rotation.Get(first.Id).Reason));
        Assert.Equal(old.Id, _fixture.Current());

        RotationResult second = Rotation.Complete(Rotation.Start(RotationKind.ManagedKey, "signing", blueGreen).Id);
        keys.Revoke(ManagedKeyReference.ById(old.Id), "leaked");
        Assert.Equal("RotationPredecessorGone", Assert.Throws<InvalidStateException>(() => Rotation.Undo(second.Id)).ErrorId);
        Assert.Equal(RotationState.Promoted, Rotation.Get(second.Id).State);
        Assert.Equal(second.NewId, _fixture.Current());
        Assert.Equal(RotationState.Completed, Rotation.Complete(second.Id).State);
        Assert.Equal("leaked", keys.Get(ManagedKeyReference.ById(old.Id)).RevocationReason);
    }

    [Fact]
    public void An_undo_whose_hook_ran_before_the_predecessor_was_found_gone_leaves_the_rotation_promoted()
    {
        ManagedKeyInfo old = _fixture.CreateManagedKey();
        RotationOptions options = new() { Strategy = RotationStrategy.BlueGreen, Hooks = new Dictionary<RotationHookKind, string> { [RotationHookKind.RollBack] = "run RollBack" } };
        RotationResult rotation = Rotation.Complete(Rotation.Start(RotationKind.ManagedKey, "signing", options, _fixture.Run).Id, _fixture.Run);
        _fixture.Store.Manager.ManagedKeys.Revoke(ManagedKeyReference.ById(old.Id), "leaked");
        Assert.Equal("RotationPredecessorGone", Assert.Throws<InvalidStateException>(() => Rotation.Undo(rotation.Id, _fixture.Run)).ErrorId);
        Assert.Equal(RotationState.Promoted, Rotation.Get(rotation.Id).State);
        Assert.Equal(RotationState.Completed, Rotation.Complete(rotation.Id).State);
    }

    [Fact]
    public void A_pause_holds_back_a_promotion_that_was_asked_for_and_not_made()
    {
        _fixture.CreateManagedKey();
        RotationResult rotation = Rotation.Start(RotationKind.ManagedKey, "signing", new() { Strategy = RotationStrategy.BlueGreen });
        Assert.ThrowsAny<OperationCanceledException>(() => Rotation.Complete(rotation.Id, atOnce: true, cancellation: new CancellationToken(true)));
        Assert.True(Rotation.Pause(rotation.Id).IsPaused);
        Assert.Empty(Rotation.InvokeDue());
        Assert.Equal(RotationState.Verified, Rotation.Get(rotation.Id).State);

        // That the predecessor was to end at once is forgotten too.
        Assert.Equal(RotationState.Promoted, Rotation.Complete(rotation.Id).State);
    }

    [Fact]
    public void What_is_taken_from_a_key_while_its_successor_waits_is_taken_from_the_successor()
    {
        ApiKeyManager keys = _fixture.Store.Manager.ApiKeys;
        NewApiKey old = _fixture.CreateApiKey();
        RotationResult waiting = Rotation.Start(RotationKind.ApiKey, old.Id, new() { Strategy = RotationStrategy.BlueGreen });
        keys.RemoveScopes(old.Id, "write:users");
        Rotation.Complete(waiting.Id);
        Assert.Equal(["read:users"], keys.Get(waiting.NewId).Scopes);
        Assert.True(_fixture.Accepts(waiting.RevealKey()!));
        Rotation.Complete(waiting.Id);

        RotationResult disabled = Rotation.Start(RotationKind.ApiKey, "api", new() { Strategy = RotationStrategy.BlueGreen });
        keys.Set(disabled.OldId, new ApiKeyChanges { Enabled = false });
        Rotation.Complete(disabled.Id);
        Assert.False(_fixture.Accepts(disabled.RevealKey()!));
    }
}
