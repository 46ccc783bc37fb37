using System.Text.RegularExpressions;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Core.Tests.TwoFactor;

public sealed partial class BackupCodeTests : IDisposable
{
    private const string User = TwoFactorStore.User;

    private readonly TwoFactorStore _store = new();

    public BackupCodeTests() => _store.EnrollActive();

    private TwoFactorManager Manager => _store.Manager;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void There_are_ten_of_forty_bits_each_and_each_works_once()
    {
        IReadOnlyList<string> codes = Manager.CreateBackupCodes(User);
        Assert.Equal(10, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches(Form(), code));
        int left = 10;
        foreach (string code in codes)
        {
            OtpVerification verdict = Manager.VerifyBackupCode(User, code);
            Assert.Equal((true, --left, false, null), (verdict.IsValid, verdict.RemainingBackupCodes, verdict.Confirmed, verdict.Step));
            Assert.Equal(OtpVerificationReason.Reused, Manager.VerifyBackupCode(User, code).Reason);
        }

        Assert.Equal((0, _store.Clock.GetUtcNow()), (Manager.Get(User).RemainingBackupCodes, Manager.Get(User).LastUsedAt));
    }

    [Fact]
    public void Every_letter_comes_and_none_is_mistaken_for_another()
    {
        HashSet<char> seen = [.. Manager.CreateBackupCodes(User, 100).SelectMany(code => code)];
        Assert.Equal("-23456789ABCDEFGHJKLMNPQRSTUVWXYZ", string.Concat(seen.Order()));
    }

    [Fact]
    public void Case_spaces_and_hyphens_do_not_matter_and_all_else_does()
    {
        IReadOnlyList<string> codes = Manager.CreateBackupCodes(User, 5);
        Assert.True(Manager.VerifyBackupCode(User, codes[0].ToLowerInvariant()).IsValid);
        Assert.True(Manager.VerifyBackupCode(User, codes[1].Replace("-", "", StringComparison.Ordinal)).IsValid);
        Assert.True(Manager.VerifyBackupCode(User, " " + codes[2].Replace('-', ' ') + " ").IsValid);
        foreach (string other in new[] { "", codes[3][1..], codes[3] + "A", new string('-', 1_000_000), codes[3] + new string(' ', 100) })
        {
            Assert.False(Manager.VerifyBackupCode(User, other).IsValid);
            _store.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.True(Manager.VerifyBackupCode(User, codes[3]).IsValid);
    }

    [Fact]
    public void New_ones_put_an_end_to_all_that_were_there()
    {
        IReadOnlyList<string> old = Manager.CreateBackupCodes(User, 3);
        Assert.True(Manager.VerifyBackupCode(User, old[0]).IsValid);
        IReadOnlyList<string> next = Manager.CreateBackupCodes(User, 2);
        foreach (string code in old) Assert.Equal(OtpVerificationReason.WrongCode, Manager.VerifyBackupCode(User, code).Reason);
        Assert.Equal(2, Manager.Get(User).RemainingBackupCodes);
        Assert.True(Manager.VerifyBackupCode(User, next[1]).IsValid);
    }

    [Fact]
    public void They_belong_to_one_user()
    {
        string code = Manager.CreateBackupCodes(User, 1)[0];
        Manager.Enroll("bob").Dispose();
        Assert.False(Manager.VerifyBackupCode("bob", code).IsValid);
        Assert.True(Manager.VerifyBackupCode(User, code).IsValid);
    }

    [Fact]
    public void A_hash_moved_to_another_user_is_noticed()
    {
        Manager.CreateBackupCodes(User, 1);
        _store.Store.Close();
        _store.Store.Tamper("UPDATE record SET attributes = replace(attributes, '\"backupCodes\":[', '\"backupCodes\":[\"00\",') WHERE name = 'alice'");
        _store.Store.Reopen();
        Assert.Equal("RecordChanged", Assert.Throws<IntegrityException>(() => Manager.VerifyBackupCode(User, "ABCD-EFGH")).ErrorId);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    [InlineData(-1)]
    public void The_count_has_bounds(int count) =>
        Assert.Equal("BackupCodeCountInvalid", Assert.Throws<InvalidInputException>(() => Manager.CreateBackupCodes(User, count)).ErrorId);

    [Fact]
    public void Who_is_not_enrolled_gets_none() =>
        Assert.Equal("TotpEnrollmentNotFound", Assert.Throws<NotFoundException>(() => Manager.CreateBackupCodes("nobody")).ErrorId);

    [GeneratedRegex("^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$")]
    private static partial Regex Form();
}
