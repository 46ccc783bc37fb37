using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Core.Tests.TwoFactor;

public sealed class TwoFactorManagerTests : IDisposable
{
    private const string User = TwoFactorStore.User;

    private readonly TwoFactorStore _store = new();

    private TwoFactorManager Manager => _store.Manager;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void An_enrolment_is_pending_until_the_first_code_comes_back()
    {
        _store.Enroll();
        OtpEnrollment pending = Manager.Get(User);
        Assert.Equal((OtpEnrollmentState.Pending, null, null, "Shop", 0), (pending.State, pending.ConfirmedAt, pending.LastUsedAt, pending.Issuer, pending.RemainingBackupCodes));
        using (OtpKey shown = Manager.GetPendingKey("ALICE")) Assert.Equal(_store.Device.RevealUri(), shown.RevealUri());

        Assert.False(Manager.Verify(User, _store.WrongCode()).IsValid);
        Assert.Equal(OtpEnrollmentState.Pending, Manager.Get(User).State);
        OtpVerification verdict = Manager.Verify(User, _store.Code());
        Assert.Equal((true, true, OtpVerificationReason.Accepted, User), (verdict.IsValid, verdict.Confirmed, verdict.Reason, verdict.UserId));
        Assert.Equal(_store.Clock.GetUtcNow().ToUnixTimeSeconds() / 30, verdict.Step);

        OtpEnrollment active = Manager.Get(User);
        Assert.Equal((OtpEnrollmentState.Active, _store.Clock.GetUtcNow(), _store.Clock.GetUtcNow(), 0), (active.State, active.ConfirmedAt, active.LastUsedAt, active.FailedAttempts));
        Assert.Equal("TotpEnrollmentConfirmed", Assert.Throws<InvalidStateException>(() => Manager.GetPendingKey(User)).ErrorId);
        Assert.Equal("TotpEnrollmentExists", Assert.Throws<AlreadyExistsException>(() => Manager.Enroll("Alice")).ErrorId);
        _store.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.False(Manager.Verify(User, _store.Code()).Confirmed);
    }

    [Fact]
    public void A_pending_enrolment_is_replaced_by_the_next()
    {
        _store.Enroll();
        string old = _store.Code();
        string backup = Manager.CreateBackupCodes(User, 1)[0];
        _store.Enroll();
        Assert.False(Manager.Verify(User, old).IsValid);
        Assert.False(Manager.VerifyBackupCode(User, backup).IsValid);
        Assert.True(Manager.Verify(User, _store.Code()).IsValid);
        Assert.Single(Manager.List());
    }

    [Fact]
    public void A_code_is_accepted_once_and_no_earlier_one_after_it()
    {
        _store.EnrollActive();
        string before = _store.Code(-30);
        string now = _store.Code();
        string after = _store.Code(30);
        Assert.Equal(OtpVerificationReason.Reused, Manager.Verify(User, before).Reason);
        Assert.True(Manager.Verify(User, now).IsValid);
        Assert.Equal(OtpVerificationReason.Reused, Manager.Verify(User, now).Reason);
        Assert.True(Manager.Verify(User, after).IsValid);
        Assert.Equal(OtpVerificationReason.Reused, Manager.Verify(User, after).Reason);
        Assert.Equal(OtpVerificationReason.Reused, Manager.Verify(User, now).Reason);
        Assert.Equal(0, Manager.Get(User).FailedAttempts);
        _store.Store.Reopen();
        Assert.Equal(OtpVerificationReason.Reused, Manager.Verify(User, after).Reason);
        Assert.Equal(["Accepted", "Reused", "Accepted", "Reused", "Accepted", "Reused", "Reused", "Reused"], _store.Checks().Select(check => check.Reason));
        Assert.All(_store.Checks(), check => Assert.Equal(check.Reason == "Accepted" ? AuditResult.Success : AuditResult.Denied, check.Result));
    }

    [Fact]
    public void A_clock_that_goes_back_brings_no_code_back()
    {
        _store.EnrollActive();
        _store.Clock.Advance(TimeSpan.FromDays(400));
        Assert.True(Manager.Verify(User, _store.Code()).IsValid);
        string used = _store.Code();
        _store.Clock.Advance(TimeSpan.FromDays(-400));
        Assert.Equal(OtpVerificationReason.Reused, Manager.Verify(User, _store.Code()).Reason);
        _store.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(OtpVerificationReason.Reused, Manager.Verify(User, used).Reason);
        _store.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(Manager.Verify(User, _store.Code()).IsValid);
    }

    [Fact]
    public void A_wider_window_is_accepted_when_it_is_asked_for()
    {
        _store.EnrollActive();
        string late = _store.Code(60);
        Assert.False(Manager.Verify(User, late).IsValid);
        Assert.False(Manager.Verify(User, late, window: 0).IsValid);
        Assert.True(Manager.Verify(User, late, window: 2).IsValid);
        foreach (string name in new[] { User, "nobody" })
        {
            foreach (int window in new[] { -1, OneTimePasswords.MaximumLookAhead + 1 }) Assert.Equal("OtpWindowInvalid", Assert.Throws<InvalidInputException>(() => Manager.Verify(name, late, window)).ErrorId);
        }

        Assert.Equal(OtpVerificationReason.NotEnrolled, Manager.Verify("nobody", late, OneTimePasswords.MaximumLookAhead).Reason);
    }

    [Fact]
    public void A_counter_goes_up_only_and_is_found_ahead()
    {
        _store.Enroll(new OtpParameters { Type = OtpType.Hotp, Digits = 8, Algorithm = OtpAlgorithm.Sha256 });
        Assert.StartsWith("otpauth://hotp/Shop:alice?", _store.Device.RevealUri(), StringComparison.Ordinal);
        Assert.True(Manager.Verify(User, _store.Code(counter: 0)).Confirmed);
        Assert.Equal(OtpVerificationReason.Reused, Manager.Verify(User, _store.Code(counter: 0)).Reason);
        Assert.Equal(5, Manager.Verify(User, _store.Code(counter: 5)).Step);
        Assert.Equal(OtpVerificationReason.WrongCode, Manager.Verify(User, _store.Code(counter: 4)).Reason);
        Assert.Equal(16, Manager.Verify(User, _store.Code(counter: 16)).Step);
        Assert.False(Manager.Verify(User, _store.Code(counter: 28)).IsValid);
        Assert.Equal(28, Manager.Verify(User, _store.Code(counter: 28), window: 11).Step);
        Assert.Equal(OtpVerificationReason.Reused, Manager.Verify(User, _store.Code(counter: 28)).Reason);
    }

    [Fact]
    public void Spellings_of_a_name_are_one_user()
    {
        _store.Enroll(user: "J\u00fcrgen");
        string code = _store.Code();
        Assert.True(Manager.Verify("JU\u0308RGEN", code).IsValid);
        Assert.Equal(OtpVerificationReason.Reused, Manager.Verify("j\u00fcrgen", code).Reason);
        Assert.Equal("NameInvalid", Assert.Throws<InvalidInputException>(() => Manager.Verify("j\u00fcrgen ", code)).ErrorId);
        Assert.Equal("NameInvalid", Assert.Throws<InvalidInputException>(() => Manager.Verify("", code)).ErrorId);
        Assert.Equal("NameInvalid", Assert.Throws<InvalidInputException>(() => Manager.Enroll("a:b")).ErrorId);
        Assert.Equal("NameInvalid", Assert.Throws<InvalidInputException>(() => Manager.Enroll("a\u0000b")).ErrorId);
    }

    [Fact]
    public void An_unknown_user_is_answered_as_a_wrong_code_is_and_leaves_the_same_traces()
    {
        _store.EnrollActive();
        for (int guess = 0; guess < 30; guess++)
        {
            OtpVerification verdict = Manager.Verify("nobody", "123456");
            Assert.Equal((false, OtpVerificationReason.NotEnrolled, "nobody"), (verdict.IsValid, verdict.Reason, verdict.UserId));
            Assert.False(Manager.VerifyBackupCode("nobody", "ABCD-EFGH").IsValid);
        }

        Assert.Equal(60, _store.Checks("nobody").Count(check => check == (AuditResult.Denied, "NotEnrolled")));
        Assert.Equal([User], Manager.List().Select(info => info.UserId));
        Assert.Equal("TotpEnrollmentNotFound", Assert.Throws<NotFoundException>(() => Manager.Get("decoy")).ErrorId);
        Assert.Equal("TotpEnrollmentNotFound", Assert.Throws<NotFoundException>(() => Manager.Remove("nobody")).ErrorId);
        Assert.True(_store.Store.Manager.Store.Verify().IsValid);
        Assert.Equal("1", _store.Store.Query("SELECT count(*) FROM record WHERE collection = 'otp-enrollment' AND state = 'decoy' AND revision = 61"));
    }

    [Fact]
    public void A_removed_enrolment_is_gone_and_a_new_one_starts_anew()
    {
        _store.EnrollActive();
        string backup = Manager.CreateBackupCodes(User, 1)[0];
        Manager.Remove("Alice");
        Assert.Equal(OtpVerificationReason.NotEnrolled, Manager.Verify(User, _store.Code()).Reason);
        Assert.Equal(OtpVerificationReason.NotEnrolled, Manager.VerifyBackupCode(User, backup).Reason);
        Assert.Empty(Manager.List());
        string old = _store.Code();
        _store.Enroll();
        Assert.False(Manager.Verify(User, old).IsValid);
        Assert.True(Manager.Verify(User, _store.Code()).IsValid);
    }

    [Fact]
    public void Lists_are_by_name()
    {
        foreach (string user in new[] { "carol", "Bob", "alice", "albert" }) Manager.Enroll(user).Dispose();
        Assert.Equal(["albert", "alice", "Bob", "carol"], Manager.List().Select(info => info.UserId));
    }

    [Fact]
    public void The_secret_is_nowhere_in_clear()
    {
        _store.EnrollActive();
        IReadOnlyList<string> backups = Manager.CreateBackupCodes(User);
        Manager.Verify(User, _store.Code());
        Manager.VerifyBackupCode(User, backups[0]);
        byte[] secret = _store.Device.Secret.Span.ToArray();
        _store.Store.Close();
        foreach (string file in Directory.EnumerateFiles(_store.Store.Path, "*", SearchOption.AllDirectories))
        {
            byte[] content = File.ReadAllBytes(file);
            Assert.True(content.AsSpan().IndexOf(secret) < 0, file);
            foreach (string text in backups.Concat(backups.Select(code => code.Replace("-", "", StringComparison.Ordinal))).Append(_store.Device.RevealSecret()))
            {
                Assert.True(content.AsSpan().IndexOf(TemporaryStore.Utf8(text)) < 0, file);
            }
        }
    }

    [Theory]
    [InlineData("\"lastStep\":", "\"lastStep\":1")]
    [InlineData("\"failedAttempts\":", "\"failedAttempts\":1")]
    [InlineData("\"window\"", "")]
    public void An_edited_record_is_refused(string field, string with)
    {
        _store.EnrollActive();
        Assert.True(Manager.Verify(User, _store.Code()).IsValid);
        string code = _store.Code();
        _store.Store.Close();
        string edit = with.Length == 0 ? "attributes = attributes || ' '" : $"attributes = replace(attributes, '{field}', '{with}')";
        Assert.Equal(1, _store.Store.Tamper($"UPDATE record SET {edit} WHERE name = 'alice'"));
        _store.Store.Reopen();
        Assert.Equal("RecordChanged", Assert.Throws<IntegrityException>(() => Manager.Verify(User, code)).ErrorId);
        Assert.Equal(AuditResult.Denied, _store.Checks()[^1].Result);
        Assert.False(_store.Store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void The_step_of_before_that_is_put_back_with_its_record_is_noticed()
    {
        _store.EnrollActive();
        _store.Store.Close();
        _store.Store.Tamper("CREATE TABLE kept AS SELECT * FROM record WHERE name = 'alice'");
        _store.Store.Reopen();
        Assert.True(Manager.Verify(User, _store.Code()).IsValid);
        _store.Store.Close();
        _store.Store.Tamper("DELETE FROM record WHERE name = 'alice'");
        _store.Store.Tamper("INSERT INTO record SELECT * FROM kept");
        _store.Store.Reopen();
        Assert.Contains(_store.Store.Manager.Store.Verify().Findings, finding => finding.Kind == "RecordSet");
    }
}
