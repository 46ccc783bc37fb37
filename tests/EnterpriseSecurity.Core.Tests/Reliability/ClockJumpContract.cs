using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>A clock that jumps forwards and back, between writes and in the middle of them.</summary>
public abstract class ClockJumpContract(StoreProvider provider) : IDisposable
{
    private readonly TemporaryStore _store = new(provider: provider);

    private EnterpriseSecurityManager Manager => _store.Manager;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [ProviderFact]
    public void The_trail_stays_one_chain_in_the_order_of_the_changes()
    {
        int[] hours = [9600, -19200, 1, 9600, -1, 24, -24, 0, 48, -400];
        for (int i = 0; i < hours.Length; i++)
        {
            Manager.Audit.Write("before", $"{i}");
            if (i % 2 == 0) Manager.Audit.Flush();
            // And in the middle of a change.
            Manager.Store.Write(new AuditNote("jump", $"{i}"), change =>
            {
                change.Log(new AuditNote("half", $"{i}"));
                _store.Clock.Advance(TimeSpan.FromHours(hours[i]));
                return true;
            });
            if (i % 3 == 0) _store.Reopen();
        }

        SharedStore.AssertValid(Manager);
        AuditEntry[] entries = [.. Manager.Audit.Read(new AuditFilter())];
        Assert.Equal(Enumerable.Range(1, entries.Length).Select(number => (long)number), entries.Select(entry => entry.Sequence));
        Assert.Equal(Enumerable.Range(0, hours.Length).SelectMany(i => new[] { $"before {i}", $"half {i}", $"jump {i}" }),
            entries.Where(entry => entry.Action is "before" or "half" or "jump").Select(entry => $"{entry.Action} {entry.Resource}"));
    }

    [ProviderFact]
    public void Retention_takes_no_entry_away_that_bears_a_later_date()
    {
        foreach (int days in new[] { -40, 1, 1 })
        {
            Manager.Audit.Flush();
            _store.Clock.Advance(TimeSpan.FromDays(days));
            Manager.Audit.Write("day", $"{days}");
        }

        Manager.Audit.Flush();
        Manager.Audit.Trim(_store.Clock.GetUtcNow());
        // That of the store's beginning, before the clock went back.
        Assert.Single(Manager.Audit.Read(new AuditFilter { Action = AuditAction.StoreInitialized }));
        SharedStore.AssertValid(Manager);
    }

    [ProviderFact]
    public void A_rotation_that_a_jump_made_due_is_made_once()
    {
        using (SecretValue value = SecretValue.FromText("1")) Manager.Secrets.Protect("db", value);
        Manager.Rotation.CreatePolicy(new RotationPolicy { Name = "p", Kind = RotationKind.Secret, Target = "db", Interval = TimeSpan.FromDays(30), Strategy = RotationStrategy.Immediate });
        Assert.Empty(Manager.Rotation.InvokeDue());
        _store.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(RotationOutcomeKind.Started, Assert.Single(Manager.Rotation.InvokeDue()).Outcome);
        _store.Clock.Advance(TimeSpan.FromDays(-400));
        Assert.Empty(Manager.Rotation.InvokeDue());
        // Later than the interval, but not by the date that the rotation bears.
        _store.Clock.Advance(TimeSpan.FromDays(60));
        Assert.Empty(Manager.Rotation.InvokeDue());
        _store.Clock.Advance(TimeSpan.FromDays(371));
        Assert.Single(Manager.Rotation.InvokeDue());
        Assert.Equal(3, Manager.Secrets.List(new SecretFilter { Name = "db" })[0].Version);
        SharedStore.AssertValid(Manager);
    }

    [ProviderFact]
    public void A_code_that_was_used_and_a_limit_that_was_reached_stay_so_and_a_reset_ends_the_limit()
    {
        using OtpKey enrolled = Manager.TwoFactor.Enroll("ann");
        _store.Clock.Advance(TimeSpan.FromDays(400));
        string used = CodeOf(enrolled);
        Assert.True(Manager.TwoFactor.Verify("ann", used).IsValid);
        NewApiKey made = Manager.ApiKeys.Create(new ApiKeyOptions { Name = "k", Scopes = ["read:x"], RateLimit = 2, RatePeriod = TimeSpan.FromMinutes(1) });
        byte[] key = TemporaryStore.Utf8(made.RevealKey());
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => Manager.ApiKeys.Validate(key).IsValid));

        _store.Clock.Advance(TimeSpan.FromDays(-1));
        Assert.Equal(OtpVerificationReason.Reused, Manager.TwoFactor.Verify("ann", CodeOf(enrolled)).Reason);
        Assert.Equal(ApiKeyRefusal.RateLimited, Manager.ApiKeys.Validate(key).Refusal);
        Manager.ApiKeys.ResetLimits(made.Id);
        Assert.True(Manager.ApiKeys.Validate(key).IsValid);

        _store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(OtpVerificationReason.Reused, Manager.TwoFactor.Verify("ann", used).Reason);
        _store.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(Manager.TwoFactor.Verify("ann", CodeOf(enrolled)).IsValid);
    }

    [ProviderFact]
    public void A_lockout_neither_ends_with_a_jump_back_nor_lasts_until_the_clock_has_caught_up()
    {
        using OtpKey enrolled = Manager.TwoFactor.Enroll("ann");
        for (int i = 0; i < 9; i++)
        {
            Manager.TwoFactor.Verify("ann", WrongCodeOf(enrolled));
            _store.Clock.Advance(TimeSpan.FromMinutes(16));
        }

        Manager.TwoFactor.Verify("ann", WrongCodeOf(enrolled));
        _store.Clock.Advance(TimeSpan.FromDays(-100));
        Assert.Equal(OtpVerificationReason.Throttled, Manager.TwoFactor.Verify("ann", CodeOf(enrolled)).Reason);
        _store.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.True(Manager.TwoFactor.Verify("ann", CodeOf(enrolled)).IsValid);
    }

    private string CodeOf(OtpKey key) => new OneTimePasswords(_store.Clock).GetCode(key, _store.Clock.GetUtcNow());

    private string WrongCodeOf(OtpKey key) => CodeOf(key) == "000000" ? "111111" : "000000";
}
