using EnterpriseSecurity.Audit;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Core.Tests.TwoFactor;

public sealed class OtpThrottleTests : IDisposable
{
    private const string User = TwoFactorStore.User;

    private readonly TwoFactorStore _store = new();

    public OtpThrottleTests() => _store.EnrollActive();

    private TwoFactorManager Manager => _store.Manager;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Twenty_wrong_guesses_take_longer_and_longer_and_each_is_in_the_trail()
    {
        List<double> delays = [];
        for (int guess = 0; guess < 20; guess++)
        {
            OtpVerification verdict = Manager.Verify(User, _store.WrongCode());
            Assert.Equal(OtpVerificationReason.WrongCode, verdict.Reason);
            delays.Add(verdict.RetryAfter?.TotalSeconds ?? 0);
            Assert.Equal(verdict.RetryAfter is null ? null : _store.Clock.GetUtcNow() + verdict.RetryAfter, Manager.Get(User).ThrottledUntil);
            if (verdict.RetryAfter is { } wait) _store.Clock.Advance(wait);
        }

        Assert.Equal([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900, 900], delays);
        Assert.Equal(20, Manager.Get(User).FailedAttempts);
        Assert.Equal(20, _store.Checks().Count(check => check == (AuditResult.Denied, "WrongCode")));
        Assert.True(Manager.Verify(User, _store.Code()).IsValid);
        Assert.Equal((0, null), (Manager.Get(User).FailedAttempts, Manager.Get(User).ThrottledUntil));
        Assert.Null(Manager.Verify(User, _store.WrongCode()).RetryAfter);
    }

    [Fact]
    public void Twenty_guesses_at_once_get_five_looks()
    {
        string wrong = _store.WrongCode();
        OtpVerification[] verdicts = [.. Enumerable.Range(0, 20).Select(_ => Manager.Verify(User, wrong))];
        Assert.Equal(5, verdicts.Count(verdict => verdict.Reason == OtpVerificationReason.WrongCode));
        Assert.Equal(15, verdicts.Count(verdict => verdict is { Reason: OtpVerificationReason.Throttled, RetryAfter.TotalSeconds: 1 }));
        Assert.Equal(20, _store.Checks().Count(check => check.Result == AuditResult.Denied));
    }

    [Fact]
    public void A_right_code_is_refused_during_the_delay_and_is_not_used_up_by_it()
    {
        Fail(8);
        OtpVerification refused = Manager.Verify(User, _store.Code());
        Assert.Equal((OtpVerificationReason.Throttled, 8d, null), (refused.Reason, refused.RetryAfter!.Value.TotalSeconds, refused.Step));
        string backup = Manager.CreateBackupCodes(User, 1)[0];
        Assert.Equal(OtpVerificationReason.Throttled, Manager.VerifyBackupCode(User, backup).Reason);
        _store.Clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(1, Manager.Verify(User, _store.Code()).RetryAfter!.Value.TotalSeconds);
        _store.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Manager.Verify(User, _store.Code()).IsValid);
        Assert.True(Manager.VerifyBackupCode(User, backup).IsValid);
    }

    [Fact]
    public void The_delay_outlives_the_process()
    {
        Fail(10);
        _store.Store.Reopen();
        OtpVerification refused = Manager.Verify(User, _store.Code());
        Assert.Equal((OtpVerificationReason.Throttled, 32d), (refused.Reason, refused.RetryAfter!.Value.TotalSeconds));
    }

    [Fact]
    public void A_clock_that_goes_back_neither_ends_the_delay_nor_makes_it_endless()
    {
        Fail(8);
        _store.Clock.Advance(TimeSpan.FromDays(-100));
        Assert.Equal(8, Manager.Verify(User, "123456").RetryAfter!.Value.TotalSeconds);
        _store.Clock.Advance(TimeSpan.FromSeconds(8));
        Assert.NotEqual(OtpVerificationReason.Throttled, Manager.Verify(User, _store.WrongCode()).Reason);
    }

    [Fact]
    public void Wrong_backup_codes_and_wrong_codes_share_the_delay()
    {
        string backup = Manager.CreateBackupCodes(User, 1)[0];
        for (int guess = 0; guess < 3; guess++) Assert.Equal(OtpVerificationReason.WrongCode, Manager.VerifyBackupCode(User, "ABCD-EFG" + "HJK"[guess]).Reason);
        Fail(2);
        Assert.Equal(OtpVerificationReason.Throttled, Manager.VerifyBackupCode(User, backup).Reason);
        _store.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Manager.VerifyBackupCode(User, backup).IsValid);
        Assert.Equal(0, Manager.Get(User).FailedAttempts);
    }

    [Fact]
    public void What_is_no_code_is_no_guess_so_that_one_field_can_take_both_kinds()
    {
        string backup = Manager.CreateBackupCodes(User, 1)[0];
        Fail(4);
        foreach (string other in new[] { backup, "", "12345", "1234567", "abcdef", new string('1', 1000) }) Assert.Equal(OtpVerificationReason.WrongCode, Manager.Verify(User, other).Reason);
        foreach (string other in new[] { _store.WrongCode(), "", "ABCD-EFG", "ABCD-EFGÄ", new string('A', 1000) }) Assert.Equal(OtpVerificationReason.WrongCode, Manager.VerifyBackupCode(User, other).Reason);
        Assert.Equal(4, Manager.Get(User).FailedAttempts);
        Assert.True(Manager.VerifyBackupCode(User, backup).IsValid);
        Assert.Equal(15, _store.Checks().Count(check => check == (AuditResult.Denied, "WrongCode")));
    }

    [Fact]
    public void Others_are_not_held_up()
    {
        Fail(20);
        using OtpKey other = Manager.Enroll("bob");
        Assert.True(Manager.Verify("bob", new OneTimePasswords(_store.Clock).GetCode(other)).IsValid);
    }

    private void Fail(int times)
    {
        for (int failure = 0; failure < times; failure++)
        {
            if (Manager.Verify(User, _store.WrongCode()).RetryAfter is { } wait && failure < times - 1) _store.Clock.Advance(wait);
        }
    }
}
