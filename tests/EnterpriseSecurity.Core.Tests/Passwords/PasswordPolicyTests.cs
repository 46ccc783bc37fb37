using System.Text;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Core.Tests.Passwords;

public sealed class PasswordPolicyTests : IDisposable
{
    private const string Good = "Zt7#vLq9-Rm";

    private readonly BreachLists _lists = new();

    /// <summary>A password, and the rules of the default policy that it breaks: all of them, in their order.</summary>
    [Theory]
    [InlineData(Good, "")]
    [InlineData("srtvq", "MinLength Uppercase Digit Symbol")]
    [InlineData("", "MinLength Uppercase Lowercase Digit Symbol")]
    [InlineData("zt7#vlq9-rm", "Uppercase")]
    [InlineData("ZT7#VLQ9-RM", "Lowercase")]
    [InlineData("Ztx#vLqw-Rm", "Digit")]
    [InlineData("Zt7evLq9eRm", "Symbol")]
    [InlineData("Zt7 vLq9 Rm", "")]
    [InlineData("Zt7#vLqqq9-Rm", "")]
    [InlineData("Zt7#vLqqqq9-Rm", "RepeatedCharacters")]
    [InlineData("Zt7####vLq9-Rm", "RepeatedCharacters")]
    [InlineData("Ärger7#ß", "")]
    [InlineData("Aa1#🐎🐎🐎🐎", "RepeatedCharacters")]
    [InlineData("P@ssw0rd", "CommonPassword")]
    [InlineData("password", "Uppercase Digit Symbol CommonPassword")]
    [InlineData("123456", "MinLength Uppercase Lowercase Symbol CommonPassword")]
    [InlineData("qwertyuiop", "Uppercase Digit Symbol CommonPassword")]
    [InlineData("aaaaaaaaaa", "Uppercase Digit Symbol RepeatedCharacters CommonPassword")]
    public void The_default_policy_names_every_broken_rule(string password, string rules) =>
        Assert.Equal(rules, Broken(new PasswordPolicy(), password));

    [Theory]
    [InlineData(8, "12345678", "")]
    [InlineData(8, "1234567", "MinLength")]
    [InlineData(8, "🐎🐎🐎🐎🐎🐎🐎🐎", "")]
    [InlineData(8, "🐎🐎🐎🐎🐎🐎🐎", "MinLength")]
    [InlineData(10, "12345678901", "MaxLength")]
    public void Length_is_counted_in_code_points(int length, string password, string rules)
    {
        PasswordPolicy policy = new()
        {
            MinLength = Math.Min(length, 8),
            MaxLength = 10,
            RequireUppercase = false,
            RequireLowercase = false,
            RequireDigit = false,
            RequireSymbol = false,
            DisallowCommonPasswords = false,
            MaxRepeatedCharacters = null,
        };
        Assert.Equal(rules, Broken(policy, password));
    }

    [Theory]
    [InlineData("Xjane#77Ywq", "jane", "UserName")]
    [InlineData("XJANE#77Ywq", "jane", "UserName")]
    [InlineData("XenaJ#77Ywq", "jane", "UserName")]
    [InlineData("Xsmith#77Yq", "jane.smith@example.com", "UserName")]
    [InlineData("Xcom#77Ywqb", "jane.smith@example.com", "")]
    [InlineData("Xjo#77Ywqbv", "jo", "")]
    [InlineData("Xmüller#77Y", "MÜLLER", "UserName")]
    [InlineData("Xjane#77Ywq", null, "")]
    public void The_users_name_is_found_in_any_case_and_backwards(string password, string? user, string rules) =>
        Assert.Equal(rules, Broken(new PasswordPolicy(), password, user));

    [Theory]
    [InlineData("XContoso#77", "UserInput")]
    [InlineData("Xosotnoc#77", "UserInput")]
    [InlineData("Xcontos0#77", "")]
    public void The_users_own_words_are_found(string password, string rules)
    {
        Assert.Equal(rules, Broken(new PasswordPolicy(), password, "jane", ["Berlin", "contoso"]));
        Assert.Equal("", Broken(new PasswordPolicy { DisallowUserName = false }, password, "jane", ["Berlin", "contoso"]));
    }

    [Fact]
    public void A_guessable_password_is_too_weak_and_told_why()
    {
        PasswordPolicy policy = new() { MinStrengthScore = 6 };

        PasswordPolicyViolation violation = Assert.Single(policy.Validate("Summer#2024"u8).Violations);

        Assert.Equal(PasswordRule.Strength, violation.Rule);
        Assert.DoesNotContain("Summer", violation.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", Broken(policy, "vD3#kQ9-xZ7!mW"));
    }

    [Fact]
    public void A_breached_password_breaks_a_rule_and_a_missing_list_is_an_error()
    {
        PasswordPolicy policy = new() { BreachListPath = _lists.WritePasswords("list", [Good]) };
        Assert.Equal("Breach", Broken(policy, Good));
        Assert.Equal("MinLength Uppercase Digit Symbol", Broken(policy, "srtvq"));
        Assert.Equal("", Broken(policy, Good + "x"));

        PasswordPolicy without = policy with { BreachListPath = _lists.At("none") };
        Assert.Throws<NotFoundException>(() => Broken(without, Good));
    }

    [Fact]
    public void A_breach_service_is_asked_and_its_failure_is_an_error()
    {
        using FakeRangeService server = new(_ => FakeRangeService.Answer(BreachLists.Sha1(Good)[5..] + ":2"));
        PasswordPolicy policy = new() { BreachRangeUri = server.Address };
        Assert.Equal("Breach", Broken(policy, Good));
        server.Dispose();
        Assert.Throws<UnavailableException>(() => Broken(policy, Good));
    }

    [Theory]
    [InlineData("MinLength")]
    [InlineData("MaxLength")]
    [InlineData("MaxRepeatedCharacters")]
    [InlineData("MinStrengthScore")]
    [InlineData("HistoryCount")]
    [InlineData("MaximumAge")]
    [InlineData("MinimumAge")]
    [InlineData("BreachListPath")]
    public void A_policy_that_cannot_be_followed_is_refused(string rule)
    {
        PasswordPolicy policy = rule switch
        {
            "MinLength" => new PasswordPolicy { MinLength = 0 },
            "MaxLength" => new PasswordPolicy { MaxLength = 7 },
            "MaxRepeatedCharacters" => new PasswordPolicy { MaxRepeatedCharacters = 0 },
            "MinStrengthScore" => new PasswordPolicy { MinStrengthScore = 9 },
            "HistoryCount" => new PasswordPolicy { HistoryCount = 101 },
            "MaximumAge" => new PasswordPolicy { MaximumAge = TimeSpan.MaxValue },
            "MinimumAge" => new PasswordPolicy { MinimumAge = TimeSpan.FromDays(9), MaximumAge = TimeSpan.FromDays(9) },
            _ => new PasswordPolicy { BreachListPath = "relative" },
        };

        InvalidInputException error = Assert.Throws<InvalidInputException>(() => Broken(policy, Good));

        Assert.Equal(("PasswordPolicyInvalid", (object)rule), (error.ErrorId, error.Target));
    }

    [Fact]
    public void What_is_no_text_is_refused() =>
        Assert.Throws<InvalidInputException>(() => new PasswordPolicy().Validate([0xC3, 0x28, 0x41, 0x31]));

    [Fact]
    public void A_password_of_many_characters_is_checked_in_little_time()
    {
        byte[] password = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 6000).Select(i => $"Aa1#{i % 7}")));
        PasswordPolicy policy = new() { MinStrengthScore = 1 };
        TimeSpan took = ThreadTime.Of(() =>
            Assert.Contains(policy.Validate(password, "jane", ["contoso"]).Violations, violation => violation.Rule == PasswordRule.MaxLength));
        Assert.True(took < TimeSpan.FromSeconds(5), $"It took {took}.");
    }

    public void Dispose() => _lists.Dispose();

    private static string Broken(PasswordPolicy policy, string password, string? user = null, string[]? words = null)
    {
        PasswordPolicyResult result = policy.Validate(Encoding.UTF8.GetBytes(password), user, words);
        Assert.Equal(result.Violations.Count == 0, result.IsValid);
        return string.Join(' ', result.Violations.Select(violation => violation.Rule));
    }
}
