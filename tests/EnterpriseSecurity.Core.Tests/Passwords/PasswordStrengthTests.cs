using System.Text;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Core.Tests.Passwords;

public class PasswordStrengthTests
{
    private static readonly PasswordStrengthMeter Meter = new();

    [Theory]
    [InlineData("", PasswordStrengthLevel.Weak, null)]
    [InlineData("password", PasswordStrengthLevel.Weak, "This is one of the most common passwords.")]
    [InlineData("P@ssw0rd", PasswordStrengthLevel.Weak, "A large part of it is a common password.")]
    [InlineData("MyP@ssw0rd123", PasswordStrengthLevel.Weak, "A large part of it is a common password.")]
    [InlineData("smith1984", PasswordStrengthLevel.Weak, "Names are easy to guess.")]
    [InlineData("13.5.1987", PasswordStrengthLevel.Weak, "Dates and years are easy to guess.")]
    [InlineData("abcdefg", PasswordStrengthLevel.Weak, "Sequences such as abc or 6543 are easy to guess.")]
    [InlineData("xyqwxyqwxyqwxyqwxyqwxyqw", PasswordStrengthLevel.Weak, "Repetition adds next to nothing.")]
    [InlineData("correcthorsebatterystaple", PasswordStrengthLevel.Strong, null)]
    [InlineData("xK7#mN2@pQ9!vR4$", PasswordStrengthLevel.Strong, null)]
    public void A_password_has_its_strength_and_warning(string password, PasswordStrengthLevel strength, string? warning)
    {
        PasswordStrength result = Measure(password);

        Assert.Equal((strength, warning), (result.Strength, result.Warning));
        Assert.Equal(strength != PasswordStrengthLevel.Strong, result.Feedback.Count > 0);
        Assert.InRange(result.Score, 0, 8);
    }

    [Fact]
    public void Words_of_the_user_count_for_little()
    {
        PasswordStrength alone = Measure("zyxgrobnik-hjkvarst");
        PasswordStrength known = Measure("zyxgrobnik-hjkvarst", "zyxgrobnik", "hjkvarst");

        Assert.True(known.Score < alone.Score);
        Assert.Equal("It contains a word that is known of its user.", known.Warning);
    }

    [Fact]
    public void Characters_are_counted_whole()
    {
        PasswordStrength result = Measure(new string('x', 60_000) + "Ä5 ");

        Assert.Equal(60_003, result.Length);
        Assert.Equal((true, true, true, true), (result.HasLowercase, result.HasUppercase, result.HasDigits, result.HasSymbols));
        Assert.Equal(2, Measure("😀é").Length);
        Assert.Equal((false, false, false, true), (Measure("😀").HasLowercase, Measure("😀").HasUppercase, Measure("😀").HasDigits, Measure("😀").HasSymbols));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 14.1013)]
    [InlineData("MyP@ssw0rd123", 85.4081)]
    [InlineData("é", 6.585)]
    public void The_entropy_follows_the_classes_of_characters(string password, double bits) =>
        Assert.Equal(bits, PasswordEntropy.Calculate(Encoding.UTF8.GetBytes(password)), 3);

    [Theory]
    [InlineData(0.5, "less than a second")]
    [InlineData(1, "1 second")]
    [InlineData(119, "1 minute")]
    [InlineData(86_400 * 3, "3 days")]
    [InlineData(31_557_600 * 99.0, "99 years")]
    [InlineData(1e40, "centuries")]
    [InlineData(double.PositiveInfinity, "centuries")]
    public void A_time_is_said_in_words(double seconds, string words) => Assert.Equal(words, new PasswordCrackTime(seconds).ToString());

    /// <summary>Each is measured within two seconds of processor time; it takes up to 0.15.</summary>
    [Fact]
    public void Hostile_passwords_are_measured_in_good_time()
    {
        Random random = new(4);
        string[] hostile =
        [
            string.Concat(Enumerable.Repeat("4@8({[<369&#!1/|0$5+7%2", 5)), string.Concat(Enumerable.Repeat("a4@8({[<3e69gh!1|il0o$5s+7t%x2z", 4)),
            new('1', 5000), string.Concat(Enumerable.Repeat("1.1.", 30)), string.Concat(Enumerable.Repeat("p@$$w0rd", 20)),
            string.Concat(Enumerable.Repeat("😀", 200)), "\0\u0001\uFFFF", .. Enumerable.Range(0, 20).Select(_ => string.Concat(Enumerable.Range(0, 100).Select(_ => (char)random.Next(32, 127)))),
        ];
        string[] words = [.. Enumerable.Range(0, 100).Select(i => new string('w', i))];
        foreach (string password in hostile)
        {
            TimeSpan took = ThreadTime.Of(() => Measure(password, words));
            Assert.True(took < TimeSpan.FromSeconds(2), $"{took} for {password}");
        }
    }

    [Fact]
    public void Patterns_are_looked_for_in_the_first_64_characters()
    {
        string start = string.Concat(Enumerable.Range(0, 64).Select(i => (char)('!' + (i * 37 % 90))));

        Assert.Equal(Measure(start).Guesses, Measure(start + "xK7#mN2@pQ9!vR4$").Guesses);
        Assert.True(Measure(start[..63]).Guesses < Measure(start).Guesses);
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        Assert.Equal("PasswordNotUtf8", Assert.Throws<InvalidInputException>(() => Meter.Measure([0x61, 0xFF])).ErrorId);
        Assert.Equal("PasswordTooLongToMeasure", Assert.Throws<InvalidInputException>(() => Meter.Measure(new byte[65_537])).ErrorId);
        Assert.Equal("PasswordUserInputsInvalid", Assert.Throws<InvalidInputException>(() => Measure("a", new string('a', 101))).ErrorId);
        Assert.Equal("PasswordUserInputsInvalid", Assert.Throws<InvalidInputException>(() => Measure("a", [.. Enumerable.Repeat("a", 101)])).ErrorId);
    }

    private static PasswordStrength Measure(string password, params string[] words) => Meter.Measure(Encoding.UTF8.GetBytes(password), words);
}
