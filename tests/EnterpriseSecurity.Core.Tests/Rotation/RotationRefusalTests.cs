using System.Text.Json.Nodes;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Rotation;
using FsCheck;
using FsCheck.Fluent;
using static EnterpriseSecurity.Core.Tests.Rotation.RotationFixture;

namespace EnterpriseSecurity.Core.Tests.Rotation;

/// <summary>What is not rotated, and how that is said.</summary>
public sealed class RotationRefusalTests : IDisposable
{
    private readonly RotationFixture _fixture = new();

    private RotationManager Rotation => _fixture.Rotation;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Only_what_is_in_use_is_rotated()
    {
        ApiKeyManager keys = _fixture.Store.Manager.ApiKeys;
        NewApiKey expired = _fixture.CreateApiKey("expired");
        _fixture.Clock.Advance(90 * Day);
        NewApiKey revoked = _fixture.CreateApiKey("revoked");
        keys.Revoke(revoked.Id);
        NewApiKey disabled = _fixture.CreateApiKey("disabled");
        keys.Set(disabled.Id, new ApiKeyChanges { Enabled = false });
        NewApiKey twin = _fixture.CreateApiKey("twin");
        _fixture.CreateApiKey("twin");
        Assert.Equal("RotationSubjectExpired", ErrorOf(expired.Id));
        Assert.Equal("RotationSubjectExpired", ErrorOf("expired"));
        Assert.Equal("RotationSubjectNotUsable", ErrorOf(revoked.Id));
        Assert.Equal("ApiKeyNotFound", ErrorOf("revoked"));
        Assert.Equal("RotationSubjectNotUsable", ErrorOf(disabled.Id));
        Assert.Equal("ApiKeyNameAmbiguous", ErrorOf("twin"));
        Assert.Equal("ApiKeyNotFound", ErrorOf("nothing"));
        Assert.Null(Record.Exception(() => Rotation.Start(RotationKind.ApiKey, twin.RevealKey())));

        ManagedKeyInfo first = _fixture.CreateManagedKey();
        Rotation.Complete(Rotation.Start(RotationKind.ManagedKey, "signing").Id);
        Assert.Equal("RotationSubjectNotUsable", ErrorOf(first.Id, RotationKind.ManagedKey));
        Assert.Equal("ManagedKeyNotFound", ErrorOf("nothing", RotationKind.ManagedKey));
        Assert.Equal("RotationNotFound", Assert.Throws<NotFoundException>(() => Rotation.Get("nothing")).ErrorId);
        Assert.Equal("RotationNotFound", Assert.Throws<NotFoundException>(() => Rotation.Undo("nothing")).ErrorId);
        Assert.Equal("RotationEnded", Assert.Throws<InvalidStateException>(() => Rotation.Undo(Rotation.GetHistory(new() { State = RotationState.Completed })[0].Id)).ErrorId);
        Assert.Contains(_fixture.Store.Manager.Audit.Read(new() { Action = "rotation_started" }), entry => entry.Metadata.TryGetValue("error", out string? error) && error == "RotationSubjectNotUsable");
    }

    [Fact]
    public void A_key_that_is_given_in_place_of_its_id_is_in_no_refusal_and_no_entry()
    {
        NewApiKey key = _fixture.CreateApiKey();
        RotationOptions hooks = new() { Hooks = AllHooks };
        Rotation.CreatePolicy(new RotationPolicy { Name = "keys", Kind = RotationKind.ApiKey, Target = "*", Interval = Day });
        Rotation.Start(RotationKind.ApiKey, key.Id);
        Exception?[] refusals =
        [
            Record.Exception(() => Rotation.Start(RotationKind.ApiKey, key.RevealKey())),
            Record.Exception(() => Rotation.Start(RotationKind.ApiKey, key.RevealKey(), hooks)),
            Record.Exception(() => Rotation.StartByPolicy("keys", key.RevealKey())),
            Record.Exception(() => Rotation.StartByPolicy("none", key.RevealKey())),
        ];
        Assert.All(refusals, refusal => Assert.DoesNotContain(key.RevealKey(), refusal!.ToString(), StringComparison.Ordinal));
        Assert.All(_fixture.Store.Manager.Audit.Read(new()), entry => Assert.DoesNotContain(key.RevealKey(), entry.Resource, StringComparison.Ordinal));
    }

    [Fact]
    public void One_credential_is_in_one_rotation()
    {
        NewApiKey old = _fixture.CreateApiKey();
        RotationResult rotation = Rotation.Start(RotationKind.ApiKey, old.Id);
        foreach (string reference in new[] { "api", old.Id, rotation.NewId }) Assert.Equal("RotationRunning", ErrorOf(reference));
        _fixture.CreateManagedKey();
        Rotation.Start(RotationKind.ManagedKey, "signing");
        Assert.Equal("RotationRunning", ErrorOf("Signing", RotationKind.ManagedKey));
        Assert.Equal(2, Rotation.List().Count);
        Assert.Equal(rotation.Id, Assert.Single(Rotation.List(new() { Kind = RotationKind.ApiKey, CredentialId = old.Id, Name = "a*", Strategy = RotationStrategy.Overlapping })).Id);
        Assert.Equal((2L, 0L), (_fixture.Store.Manager.GetStatus().RunningRotations, _fixture.Store.Manager.GetStatus().RotationPolicies));
    }

    [Fact]
    public void Options_outside_of_their_ranges_are_refused_and_change_nothing()
    {
        _fixture.CreateManagedKey();
        RotationOptions fine = new();
        RotationOptions[] wrong =
        [
            fine with { Strategy = (RotationStrategy)9 },
            fine with { Overlap = -Day },
            fine with { Grace = 3661 * Day },
            fine with { StagingPeriod = TimeSpan.MaxValue },
            fine with { HookTimeout = TimeSpan.Zero },
            fine with { Phases = [] },
            fine with { Phases = [new(50, Day)] },
            fine with { Phases = [new(60, Day), new(60, Day), new(100, Day)] },
            fine with { Phases = [new(0, Day), new(100, Day)] },
            fine with { Phases = [new(100, -Day)] },
            fine with { Phases = [.. Enumerable.Range(80, 21).Select(share => new RotationPhase(share, Day))] },
            fine with { Hooks = new Dictionary<RotationHookKind, string> { [RotationHookKind.Stage] = "" } },
            fine with { Hooks = new Dictionary<RotationHookKind, string> { [RotationHookKind.Stage] = new('x', 65_537) } },
        ];
        foreach (RotationOptions options in wrong) Assert.Equal("RotationOptionInvalid", Assert.Throws<InvalidInputException>(() => Rotation.Start(RotationKind.ManagedKey, "signing", options, _fixture.Run)).ErrorId);
        Assert.Equal("RotationHooksMissing", Assert.Throws<InvalidInputException>(() => Rotation.Start(RotationKind.ManagedKey, "signing", fine with { Hooks = AllHooks })).ErrorId);
        Assert.Empty(Rotation.GetHistory());
        Assert.Single(_fixture.Store.Manager.ManagedKeys.List());
    }

    [Fact]
    public void Whoever_edits_a_rotation_in_the_database_is_found()
    {
        _fixture.CreateManagedKey();
        RotationResult rotation = Rotation.Start(RotationKind.ManagedKey, "signing", new() { Strategy = RotationStrategy.BlueGreen });
        _fixture.Store.Tamper("UPDATE record SET attributes = replace(attributes, 'BlueGreen', 'Immediate') WHERE collection = 'rotation'");
        Assert.Equal("RecordChanged", Assert.Throws<IntegrityException>(() => Rotation.Complete(rotation.Id)).ErrorId);
        _fixture.Store.Tamper("UPDATE record SET attributes = replace(attributes, 'Immediate', 'BlueGreen') WHERE collection = 'rotation'");
        Assert.Equal(RotationState.Promoted, Rotation.Complete(rotation.Id).State);
    }

    [Fact]
    public void Whatever_a_policy_says_is_taken_as_it_is_or_refused_and_read_back_the_same()
    {
        Gen<TimeSpan> time = Gen.Elements(TimeSpan.FromSeconds(-1), TimeSpan.Zero, TimeSpan.FromSeconds(59), TimeSpan.FromMinutes(1), Day, 30 * Day, 3660 * Day, 3661 * Day, TimeSpan.MaxValue);
        Gen<TimeSpan?> maybe = Gen.OneOf(Gen.Constant((TimeSpan?)null), time.Select(one => (TimeSpan?)one));
        Gen<RotationPhase> phase = Gen.Choose(-1, 101).SelectMany(share => time.Select(one => new RotationPhase(share, one)));
        Gen<RotationPolicy> policy =
            from name in Gen.Elements("a", "ä b", "", " x", new string('n', 201), "tab\t", "x'--", "\u0000")
            from ages in Gen.Three(maybe)
            from times in Gen.Three(time)
            from phases in Gen.OneOf(Gen.Constant(RotationOptions.DefaultPhases), Gen.ListOf(phase, 3).Select(list => (IReadOnlyList<RotationPhase>)[.. list]))
            from strategy in Gen.Choose(0, 4)
            from script in Gen.Elements("", "exit 0", "'\"\u2028{}")
            select new RotationPolicy
            {
                Name = name, Kind = RotationKind.ManagedKey, Target = "*", Strategy = (RotationStrategy)strategy, Phases = phases,
                Interval = ages.Item1, MaximumAge = ages.Item2, NotifyBefore = ages.Item3, Overlap = times.Item1, Grace = times.Item2, HookTimeout = times.Item3,
                Hooks = new Dictionary<RotationHookKind, string> { [RotationHookKind.Verify] = script },
            };
        int taken = 0;
        foreach (RotationPolicy wanted in policy.Sample(600, 10).Append(new RotationPolicy { Name = "fine", Kind = RotationKind.ManagedKey, Target = "s*", Interval = Day }))
        {
            try
            {
                RotationPolicy made = Rotation.CreatePolicy(wanted);
                Assert.Equal(wanted with { CreatedAt = made.CreatedAt, UpdatedAt = made.UpdatedAt, Hooks = made.Hooks, Phases = made.Phases }, made);
                Assert.Equivalent(made, Rotation.GetPolicy(wanted.Name), strict: true);
                Rotation.RemovePolicy(wanted.Name);
                taken++;
            }
            catch (InvalidInputException error)
            {
                Assert.Contains(error.ErrorId, (string[])["RotationOptionInvalid", "NameInvalid"]);
            }
        }

        Assert.InRange(taken, 1, 600);
        Assert.Empty(Rotation.ListPolicies());
    }

    [Fact]
    public void A_record_as_the_first_release_writes_it_is_read()
    {
        JsonObject attributes = JsonNode.Parse("""
            {"Kind":"ManagedKey","Name":"signing","Key":"signing","OldId":"o","NewId":"n","Strategy":"Gradual","Policy":"p","Remaining":"1.00:00:00",
             "Phases":[{"Share":10,"Duration":"1.00:00:00"},{"Share":100,"Duration":"1.00:00:00"}],"Hooks":["Verify"],"HookTimeout":"00:30:00","State":"Verified",
             "Next":"Promote","StartedAt":"2026-03-01T12:00:00+00:00","ReadyAt":"2026-03-01T12:00:00+00:00","Phase":0,"PhaseStartedAt":"2026-03-01T12:00:00+00:00",
             "PromoteNow":false,"RetireNow":false,"Delivered":false,"Steps":[{"Step":"Issue","StartedAt":"2026-03-01T12:00:00+00:00","EndedAt":"2026-03-01T12:00:00+00:00","Result":"Done","Duration":"00:00:00"}],
             "Target":{"oldEnd":1}}
            """)!.AsObject();
        EnterpriseSecurity.Storage.Record record = new() { Collection = "rotation", Id = "r", CreatedAt = _fixture.Clock.GetUtcNow(), Attributes = attributes };
        RotationInfo info = RotationRecord.ToInfo(record, _fixture.Clock.GetUtcNow());
        Assert.Equal((RotationState.Verified, 10, 1, "p", 1), (info.State, info.Share, info.Phase, info.Policy, info.Steps.Count));
        Assert.Equal(attributes.ToJsonString(), RotationRecord.With(record, RotationRecord.Read(record)).Attributes.ToJsonString());
    }

    private string ErrorOf(string reference, RotationKind kind = RotationKind.ApiKey) =>
        Assert.ThrowsAny<SecurityException>(() => Rotation.Start(kind, reference)).ErrorId;
}
