using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Rotation;
using static EnterpriseSecurity.Core.Tests.Rotation.RotationFixture;

namespace EnterpriseSecurity.Core.Tests.Rotation;

/// <summary>Who is accepted when, for each strategy.</summary>
public sealed class RotationTimelineTests : IDisposable
{
    private readonly RotationFixture _fixture = new();

    private RotationManager Rotation => _fixture.Rotation;

    private ManualClock Clock => _fixture.Clock;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Immediate_takes_the_old_key_away_with_the_new_one()
    {
        NewApiKey old = _fixture.CreateApiKey();
        RotationResult rotation = Rotation.Start(RotationKind.ApiKey, "api", new() { Strategy = RotationStrategy.Immediate });

        Assert.Equal(RotationState.Completed, rotation.State);
        Assert.False(_fixture.Accepts(old.RevealKey()));
        Assert.True(_fixture.Accepts(rotation.RevealKey()!));
        Assert.Equal([RotationStep.Issue, RotationStep.Stage, RotationStep.Verify, RotationStep.Promote, RotationStep.Retire], rotation.Rotation.Steps.Select(step => step.Step));
        Assert.Equal(["rotation_started", "rotation_staged", "key_rotated"], _fixture.Trail());
        Assert.Equal(ApiKeyState.Revoked, _fixture.Store.Manager.ApiKeys.Get(old.Id).State);
    }

    [Fact]
    public void An_api_key_hands_all_its_settings_on()
    {
        NewApiKey old = _fixture.CreateApiKey();
        Clock.Advance(10 * Day);
        RotationResult rotation = Rotation.Start(RotationKind.ApiKey, old.Id);
        ApiKeyInfo next = _fixture.Store.Manager.ApiKeys.Get(rotation.NewId);
        Assert.StartsWith("acme_" + rotation.NewId, rotation.RevealKey());
        Assert.Equivalent(_fixture.Store.Manager.ApiKeys.Get(old.Id) with { Id = next.Id, CreatedAt = next.CreatedAt, ExpiresAt = next.ExpiresAt }, next, strict: true);
        Assert.Equal(90 * Day, next.ExpiresAt - next.CreatedAt);
        Assert.Equal(Clock.GetUtcNow(), next.CreatedAt);
    }

    [Fact]
    public void A_key_that_ends_with_the_calendar_is_followed_by_one_that_does()
    {
        ApiKeyManager keys = _fixture.Store.Manager.ApiKeys;
        DateTimeOffset last = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);
        string old = keys.Create(new ApiKeyOptions { Name = "api", ExpiresAt = last }).Id;
        Clock.Advance(10 * Day);
        Assert.True(keys.Get(Rotation.Start(RotationKind.ApiKey, old).NewId).ExpiresAt > last);

        _fixture.Store.Manager.ManagedKeys.Create("long", ManagedKeyType.Hmac, new ManagedKeyOptions { ExpiresIn = last - Clock.GetUtcNow() });
        Clock.Advance(10 * Day);
        Assert.True(_fixture.Store.Manager.ManagedKeys.Get(ManagedKeyReference.ById(Rotation.Start(RotationKind.ManagedKey, "long").NewId)).ExpiresAt > last);
    }

    [Fact]
    public void A_key_whose_time_has_not_come_is_not_followed_by_one_that_is_accepted_before()
    {
        ApiKeyManager keys = _fixture.Store.Manager.ApiKeys;
        DateTimeOffset begin = Clock.GetUtcNow() + (7 * Day);
        NewApiKey old = keys.Create(new ApiKeyOptions { Name = "api", NotBefore = begin, ExpiresIn = 90 * Day });
        RotationResult rotation = Rotation.Start(RotationKind.ApiKey, old.Id, new() { Strategy = RotationStrategy.BlueGreen });
        Assert.False(_fixture.Accepts(rotation.RevealKey()!));
        Assert.Equal((begin, begin + (90 * Day)), (keys.Get(rotation.NewId).NotBefore, keys.Get(rotation.NewId).ExpiresAt));

        keys.Set(old.Id, new ApiKeyChanges { NoNotBefore = true });
        Rotation.Complete(rotation.Id);
        Assert.True(_fixture.Accepts(rotation.RevealKey()!));
    }

    [Fact]
    public void Overlapping_accepts_both_until_the_overlap_ends_by_the_clock_alone()
    {
        NewApiKey old = _fixture.CreateApiKey();
        RotationResult rotation = Rotation.Start(RotationKind.ApiKey, old.Id, new() { Overlap = 7 * Day });
        Assert.Equal((RotationState.Promoted, Clock.GetUtcNow() + (7 * Day)), (rotation.State, rotation.Rotation.RetiresAt));

        Clock.Advance((7 * Day) - TimeSpan.FromSeconds(1));
        Assert.True(_fixture.Accepts(old.RevealKey()));
        Assert.True(_fixture.Accepts(rotation.RevealKey()!));
        Assert.Equal(rotation.RevealKey(), Rotation.ReadValue(rotation.Id));

        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_fixture.Accepts(old.RevealKey()));
        Assert.True(_fixture.Accepts(rotation.RevealKey()!));

        RotationOutcome outcome = Assert.Single(Rotation.InvokeDue());
        Assert.Equal((RotationOutcomeKind.Continued, RotationState.Completed, null), (outcome.Outcome, outcome.State, outcome.RevealKey()));
        Assert.Equal("Rotated.", _fixture.Store.Manager.ApiKeys.Get(old.Id).RevocationReason);
        Assert.Equal("RotationEnded", Assert.Throws<InvalidStateException>(() => Rotation.ReadValue(rotation.Id)).ErrorId);
        Assert.Equal(["rotation_started", "rotation_staged", "rotation_promoted", "rotation_value_read", "rotation_value_read", "key_rotated"], _fixture.Trail().Where(action => action != "rotation_listed").SkipLast(1));
    }

    [Fact]
    public void An_overlap_never_makes_the_old_key_live_longer()
    {
        NewApiKey old = _fixture.CreateApiKey();
        Clock.Advance(89 * Day);
        Rotation.Start(RotationKind.ApiKey, old.Id);
        Clock.Advance(Day);
        Assert.False(_fixture.Accepts(old.RevealKey()));
    }

    [Fact]
    public void Overlapping_versions_of_a_managed_key_fall_by_the_clock_too()
    {
        ManagedKeyInfo old = _fixture.CreateManagedKey();
        RotationResult rotation = Rotation.Start(RotationKind.ManagedKey, "SIGNING", new() { Overlap = Day });
        Assert.Null(rotation.RevealKey());
        Assert.Equal(rotation.NewId, _fixture.Current());
        Assert.True(_fixture.AcceptsVersion(old.Id));
        Assert.Equal((2, ManagedKeyScope.Admin), (_fixture.Store.Manager.ManagedKeys.Get(ManagedKeyReference.ByName("signing")).Version, ManagedKeyScope.Admin));
        Clock.Advance(Day);
        Assert.False(_fixture.AcceptsVersion(old.Id));
        Assert.Single(Rotation.InvokeDue());
        Assert.Equal(ManagedKeyState.Revoked, _fixture.Store.Manager.ManagedKeys.Get(ManagedKeyReference.ById(old.Id)).State);
        Assert.Equal("RotationValueGone", Assert.Throws<NotFoundException>(() => Rotation.ReadValue(Rotation.Start(RotationKind.ManagedKey, "signing").Id)).ErrorId);
    }

    [Fact]
    public void Blue_green_waits_testable_until_the_switch_and_is_undone_until_the_grace_ends()
    {
        ManagedKeyInfo blue = _fixture.CreateManagedKey();
        RotationOptions options = new() { Strategy = RotationStrategy.BlueGreen, Grace = Day };
        RotationResult staged = Rotation.Start(RotationKind.ManagedKey, "signing", options);
        Assert.Equal((RotationState.Verified, RotationStep.Promote, null), (staged.State, staged.Rotation.NextStep!.Value, staged.Rotation.NextAt));
        Assert.Equal(blue.Id, _fixture.Current());
        Assert.True(_fixture.AcceptsVersion(staged.NewId));
        Clock.Advance(30 * Day);
        Assert.Empty(Rotation.InvokeDue());

        RotationResult switched = Rotation.Complete(staged.Id);
        Assert.Equal(RotationState.Promoted, switched.State);
        Assert.Equal(staged.NewId, _fixture.Current());
        Clock.Advance(Day - Hour);
        Assert.True(_fixture.AcceptsVersion(blue.Id));

        RotationResult undone = Rotation.Undo(staged.Id, reason: "errors");
        Assert.Equal((RotationState.Undone, "errors"), (undone.State, undone.Rotation.Reason));
        Assert.Equal(blue.Id, _fixture.Current());
        Assert.Null(_fixture.Store.Manager.ManagedKeys.Get(ManagedKeyReference.ById(blue.Id)).ExpiresAt);
        Assert.False(_fixture.AcceptsVersion(staged.NewId));

        RotationResult again = Rotation.Complete(Rotation.Start(RotationKind.ManagedKey, "signing", options).Id);
        Clock.Advance(Day);
        Assert.False(_fixture.AcceptsVersion(blue.Id));
        Assert.Equal("RotationUndoTooLate", Assert.Throws<InvalidStateException>(() => Rotation.Undo(again.Id)).ErrorId);
        Assert.Equal(RotationState.Completed, Assert.Single(Rotation.InvokeDue()).State);
    }

    [Fact]
    public void Blue_green_with_a_staging_period_switches_by_itself()
    {
        NewApiKey blue = _fixture.CreateApiKey();
        RotationResult green = Rotation.Start(RotationKind.ApiKey, blue.Id, new() { Strategy = RotationStrategy.BlueGreen, StagingPeriod = Hour, Grace = Hour });
        Assert.True(_fixture.Accepts(green.RevealKey()!));
        Assert.Equal(Clock.GetUtcNow() + Hour, green.Rotation.NextAt);
        Clock.Advance(Hour);
        Assert.Equal(RotationState.Promoted, Assert.Single(Rotation.InvokeDue()).State);
        Assert.True(_fixture.Accepts(blue.RevealKey()));
        Clock.Advance(Hour);
        Assert.False(_fixture.Accepts(blue.RevealKey()));
        Assert.True(_fixture.Accepts(green.RevealKey()!));
    }

    [Fact]
    public void Gradual_gives_each_client_its_share_by_the_clock_and_never_takes_it_back()
    {
        ManagedKeyInfo old = _fixture.CreateManagedKey();
        RotationOptions options = new() { Strategy = RotationStrategy.Gradual, Phases = [new(10, Day), new(50, Day), new(100, Day)] };
        RotationResult rotation = Rotation.Start(RotationKind.ManagedKey, "signing", options);
        HashSet<int> tenth = ClientsOfTheNew();
        Assert.InRange(tenth.Count, 150, 250);
        Assert.Equal(old.Id, _fixture.Current());
        Assert.True(_fixture.AcceptsVersion(rotation.NewId));

        Clock.Advance(Day);
        HashSet<int> half = ClientsOfTheNew();
        Assert.InRange(half.Count, 900, 1100);
        Assert.Superset(tenth, half);
        Assert.Equal((50, 2), (Rotation.Get(rotation.Id).Share, Rotation.Get(rotation.Id).Phase));
        Assert.Equal(2, Assert.Single(Rotation.InvokeDue()).Rotation!.Phase);
        Assert.Empty(Rotation.InvokeDue());

        Clock.Advance(Day);
        Assert.Equal(2000, ClientsOfTheNew().Count);
        Assert.Equal(old.Id, _fixture.Current());
        Assert.Equal(RotationState.Promoted, Assert.Single(Rotation.InvokeDue()).State);
        Assert.Equal(rotation.NewId, _fixture.Current());
        Assert.True(_fixture.AcceptsVersion(old.Id));

        Clock.Advance(Day);
        Assert.False(_fixture.AcceptsVersion(old.Id));
        Assert.Equal(RotationState.Completed, Assert.Single(Rotation.InvokeDue()).State);
        Assert.Equal(new RotationChoice(rotation.NewId, false, null), Rotation.Choose(RotationKind.ManagedKey, "signing", "1"));
    }

    [Fact]
    public void Gradual_is_advanced_and_paused_by_hand()
    {
        ManagedKeyInfo old = _fixture.CreateManagedKey();
        RotationOptions options = new() { Strategy = RotationStrategy.Gradual, Phases = [new(10, Day), new(50, Day), new(100, Day)] };
        RotationResult rotation = Rotation.Start(RotationKind.ManagedKey, "signing", options);
        Clock.Advance(Day / 2);
        Assert.True(Rotation.Pause(rotation.Id).IsPaused);
        Clock.Advance(100 * Day);
        Assert.Empty(Rotation.InvokeDue());
        Assert.Equal((10, null), (Rotation.Get(rotation.Id).Share, Rotation.Get(rotation.Id).NextAt));

        Assert.Equal((10, Clock.GetUtcNow() + (Day / 2)), (Rotation.Resume(rotation.Id).Rotation.Share, Rotation.Get(rotation.Id).NextAt));
        Assert.Equal(50, Rotation.Advance(rotation.Id).Rotation.Share);
        Assert.Equal(Clock.GetUtcNow() + Day, Rotation.Get(rotation.Id).NextAt);
        Assert.Equal(RotationState.Promoted, Rotation.Advance(rotation.Id).State);
        Assert.Equal("RotationStepForbidden", Assert.Throws<InvalidStateException>(() => Rotation.Advance(rotation.Id)).ErrorId);
        Assert.Equal("RotationStepForbidden", Assert.Throws<InvalidStateException>(() => Rotation.Pause(rotation.Id)).ErrorId);
        Assert.Equal(RotationState.Undone, Rotation.Undo(rotation.Id).State);
        Assert.Equal(old.Id, _fixture.Current());
        Assert.Empty(ClientsOfTheNew());
        Assert.Equal("RotationNotGradual", Assert.Throws<InvalidStateException>(() => Rotation.Advance(Rotation.Start(RotationKind.ManagedKey, "signing").Id)).ErrorId);
    }

    [Theory]
    [InlineData(RotationStrategy.Overlapping)]
    [InlineData(RotationStrategy.Gradual)]
    [InlineData(RotationStrategy.BlueGreen)]
    public void Completed_at_once_nothing_waits(RotationStrategy strategy)
    {
        NewApiKey old = _fixture.CreateApiKey();
        RotationResult rotation = Rotation.Start(RotationKind.ApiKey, old.Id, new() { Strategy = strategy });
        Assert.Equal(RotationState.Completed, Rotation.Complete(rotation.Id, atOnce: true).State);
        Assert.False(_fixture.Accepts(old.RevealKey()));
        Assert.True(_fixture.Accepts(rotation.RevealKey()!));
    }

    [Theory]
    [InlineData(RotationStrategy.Overlapping, true)]
    [InlineData(RotationStrategy.Gradual, false)]
    [InlineData(RotationStrategy.BlueGreen, false)]
    public void Undone_all_is_as_it_was(RotationStrategy strategy, bool isPromoted)
    {
        NewApiKey old = _fixture.CreateApiKey();
        ApiKeyInfo before = _fixture.Store.Manager.ApiKeys.Get(old.Id);
        RotationResult rotation = Rotation.Start(RotationKind.ApiKey, old.Id, new() { Strategy = strategy });
        Assert.Equal(isPromoted, rotation.Rotation.PromotedAt is not null);
        Assert.Equal(RotationState.Undone, Rotation.Undo(rotation.Id).State);
        Assert.Equivalent(before, _fixture.Store.Manager.ApiKeys.Get(old.Id), strict: true);
        Assert.True(_fixture.Accepts(old.RevealKey()));
        Assert.False(_fixture.Accepts(rotation.RevealKey()!));
        Assert.Equal(RotationState.Promoted, Rotation.Start(RotationKind.ApiKey, "api").State);
    }

    [Fact]
    public void A_client_is_told_which_api_key_it_shall_use_by_name_and_by_either_id()
    {
        NewApiKey old = _fixture.CreateApiKey();
        Assert.Equal(new RotationChoice(old.Id, false, null), Rotation.Choose(RotationKind.ApiKey, "api", "c"));
        RotationResult rotation = Rotation.Start(RotationKind.ApiKey, "api", new() { Strategy = RotationStrategy.BlueGreen });
        foreach (string reference in new[] { "API", old.Id, rotation.NewId }) Assert.Equal(new RotationChoice(old.Id, false, rotation.Id), Rotation.Choose(RotationKind.ApiKey, reference, "c"));
        Rotation.Complete(rotation.Id);
        foreach (string reference in new[] { "api", old.Id, rotation.NewId }) Assert.Equal(new RotationChoice(rotation.NewId, true, rotation.Id), Rotation.Choose(RotationKind.ApiKey, reference, "c"));
    }

    private HashSet<int> ClientsOfTheNew() =>
        [.. Enumerable.Range(0, 2000).Where(client => Rotation.Choose(RotationKind.ManagedKey, "signing", $"client-{client}").IsSuccessor)];
}
