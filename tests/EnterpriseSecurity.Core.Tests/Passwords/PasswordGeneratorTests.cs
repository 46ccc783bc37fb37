using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;
using FsCheck;
using FsCheck.Fluent;

namespace EnterpriseSecurity.Core.Tests.Passwords;

public class PasswordGeneratorTests
{
    [Fact]
    public void Ten_thousand_passwords_have_every_class_and_nothing_ambiguous()
    {
        PasswordGenerator generator = new();
        HashSet<string> seen = [];
        for (int i = 0; i < 10_000; i++)
        {
            string password = Text(generator.Generate());
            Assert.Equal(16, password.Length);
            Assert.Contains(password, char.IsAsciiLetterUpper);
            Assert.Contains(password, char.IsAsciiLetterLower);
            Assert.Contains(password, char.IsAsciiDigit);
            Assert.Contains(password, letter => PasswordGeneratorOptions.DefaultSymbols.Contains(letter, StringComparison.Ordinal));
            Assert.DoesNotContain(password, letter => "il1Lo0OI|".Contains(letter, StringComparison.Ordinal));
            Assert.True(seen.Add(password));
        }
    }

    /// <summary>Of one class, every character is as likely at every place: chi-square over 16 places of 10 digits, 144 degrees of freedom.</summary>
    [Fact]
    public void Every_character_is_as_likely_as_any_other_at_every_place()
    {
        PasswordGenerator generator = new(new SeededSource(1));
        PasswordGeneratorOptions digits = new() { Uppercase = false, Lowercase = false, Symbols = false, ExcludeAmbiguous = false };
        int[,] counts = new int[16, 10];
        for (int i = 0; i < 10_000; i++)
        {
            string password = Text(generator.Generate(digits));
            for (int at = 0; at < 16; at++) counts[at, password[at] - '0']++;
        }

        double chiSquare = counts.Cast<int>().Sum(count => (count - 1000.0) * (count - 1000.0) / 1000.0);
        Assert.InRange(chiSquare, 94, 206);
    }

    /// <summary>A digit and a symbol: all 32 passwords equally often; chi-square with 31 degrees of freedom.</summary>
    [Fact]
    public void Every_password_with_all_classes_is_as_likely_as_any_other()
    {
        PasswordGenerator generator = new(new SeededSource(2));
        PasswordGeneratorOptions small = new() { Length = 2, Uppercase = false, Lowercase = false, SymbolSet = "+-" };
        Dictionary<string, int> counts = [];
        const int Draws = 64_000;
        for (int i = 0; i < Draws; i++)
        {
            string password = Text(generator.Generate(small));
            counts[password] = counts.GetValueOrDefault(password) + 1;
        }

        // 8 digits (without 0 and 1) and 2 symbols, in either order.
        Assert.Equal(32, counts.Count);
        double expected = Draws / 32.0;
        double chiSquare = counts.Values.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.InRange(chiSquare, 10, 66);
        Assert.Equal(5, PasswordGenerator.EntropyOf(small), 9);
    }

    [Fact]
    public void The_entropy_is_the_logarithm_of_the_number_of_passwords()
    {
        PasswordGeneratorOptions digits = new() { Length = 20, Uppercase = false, Lowercase = false, Symbols = false, ExcludeAmbiguous = false };
        Assert.Equal(20 * Math.Log2(10), PasswordGenerator.EntropyOf(digits), 9);

        // 23 capitals, 23 small letters, 8 digits, 27 symbols; one of each in any order.
        Assert.Equal(Math.Log2(24.0 * 23 * 23 * 8 * 27), PasswordGenerator.EntropyOf(new PasswordGeneratorOptions { Length = 4 }), 9);
        Assert.InRange(PasswordGenerator.EntropyOf(), 100, 16 * Math.Log2(81));
    }

    [Fact]
    public void Any_choice_of_classes_and_length_is_kept_to()
    {
        PasswordGenerator generator = new();
        Gen<(int Bits, int Length, bool Exclude)> choices =
            from bits in Gen.Choose(1, 15)
            from length in Gen.Choose(4, 40)
            from exclude in Gen.Elements(true, false)
            select (bits, length, exclude);
        Prop.ForAll(choices.ToArbitrary(), choice =>
        {
            PasswordGeneratorOptions options = new()
            {
                Length = choice.Length,
                Uppercase = (choice.Bits & 1) != 0,
                Lowercase = (choice.Bits & 2) != 0,
                Digits = (choice.Bits & 4) != 0,
                Symbols = (choice.Bits & 8) != 0,
                ExcludeAmbiguous = choice.Exclude,
            };
            string password = Text(generator.Generate(options));
            return password.Length == choice.Length
                && password.Any(char.IsAsciiLetterUpper) == options.Uppercase
                && password.Any(char.IsAsciiLetterLower) == options.Lowercase
                && password.Any(char.IsAsciiDigit) == options.Digits
                && password.Any(char.IsPunctuation) | password.Any(char.IsSymbol) == options.Symbols;
        }).QuickCheckThrowOnFailure();
    }

    public static TheoryData<PasswordGeneratorOptions, string> Refused => new()
    {
        { new() { Length = 3 }, "PasswordLengthInvalid" },
        { new() { Length = -1 }, "PasswordLengthInvalid" },
        { new() { Length = 4097 }, "PasswordLengthInvalid" },
        { new() { Uppercase = false, Lowercase = false, Digits = false, Symbols = false }, "PasswordClassEmpty" },
        { new() { SymbolSet = "|" }, "PasswordClassEmpty" },
        { new() { SymbolSet = "" }, "PasswordClassEmpty" },
        { new() { SymbolSet = "++" }, "PasswordSymbolsInvalid" },
        { new() { SymbolSet = "+a" }, "PasswordSymbolsInvalid" },
        { new() { SymbolSet = "+ " }, "PasswordSymbolsInvalid" },
        { new() { SymbolSet = "§" }, "PasswordSymbolsInvalid" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Options_that_give_no_password_are_refused(PasswordGeneratorOptions options, string errorId)
    {
        Assert.Equal(errorId, Assert.Throws<InvalidInputException>(() => new PasswordGenerator().Generate(options)).ErrorId);
        Assert.Equal(errorId, Assert.Throws<InvalidInputException>(() => PasswordGenerator.EntropyOf(options)).ErrorId);
    }

    private static string Text(SecretBuffer password)
    {
        using (password) return Encoding.ASCII.GetString(password.Span);
    }
}
