using System.Text;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Core.Tests.Passwords;

public class PassphraseGeneratorTests
{
    [Fact]
    public void The_list_has_7776_words_none_of_which_begins_another()
    {
        string[] words = [.. PassphraseGenerator.Words.Order(StringComparer.Ordinal)];

        Assert.Equal(7776, words.Length);
        Assert.All(words, word => Assert.Matches("^[a-z-]{3,9}$", word));
        Assert.All(words.Zip(words.Skip(1)), pair => Assert.False(pair.Second.StartsWith(pair.First, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("-", false, false)]
    [InlineData(" ", true, false)]
    [InlineData("", true, true)]
    [InlineData("<=>", false, true)]
    public void A_passphrase_looks_as_asked_for(string separator, bool capitalize, bool number)
    {
        PassphraseGenerator generator = new();
        HashSet<string> words = [.. PassphraseGenerator.Words];
        for (int i = 0; i < 500; i++)
        {
            using var buffer = generator.Generate(new PassphraseOptions { WordCount = 5, Separator = separator, Capitalize = capitalize, IncludeNumber = number });
            string text = Encoding.ASCII.GetString(buffer.Span);
            Assert.Equal(number ? 1 : 0, text.Count(char.IsAsciiDigit));
            string rest = string.Concat(text.Where(one => !char.IsAsciiDigit(one)));
            for (int word = 0; word < 5; word++)
            {
                string taken = words.Single(one => rest.StartsWith(capitalize ? char.ToUpperInvariant(one[0]) + one[1..] : one, StringComparison.Ordinal));
                rest = rest[taken.Length..];
                if (word == 4) continue;
                Assert.StartsWith(separator, rest, StringComparison.Ordinal);
                rest = rest[separator.Length..];
            }

            Assert.Empty(rest);
        }
    }

    /// <summary>Chi-square over the words: 7,775 degrees of freedom.</summary>
    [Fact]
    public void Every_word_is_as_likely_as_any_other()
    {
        PassphraseGenerator generator = new(new SeededSource(3));
        Dictionary<string, int> counts = [];
        for (int i = 0; i < 7776; i++)
        {
            using var buffer = generator.Generate(new PassphraseOptions { WordCount = 10, Separator = " " });
            foreach (string word in Encoding.ASCII.GetString(buffer.Span).Split(' ')) counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        double chiSquare = PassphraseGenerator.Words.Sum(word => Math.Pow(counts.GetValueOrDefault(word) - 10, 2) / 10.0);
        Assert.InRange(chiSquare, 7775 - 500, 7775 + 500);
    }

    [Fact]
    public void The_entropy_is_exact()
    {
        Assert.Equal(6 * Math.Log2(7776), PassphraseGenerator.EntropyOf(), 9);
        Assert.Equal((4 * Math.Log2(7776)) + Math.Log2(40), PassphraseGenerator.EntropyOf(new PassphraseOptions { WordCount = 4, Capitalize = true, IncludeNumber = true }), 9);
    }

    [Theory]
    [InlineData(2, "-", "PassphraseWordCountInvalid")]
    [InlineData(65, "-", "PassphraseWordCountInvalid")]
    [InlineData(6, "a", "PassphraseSeparatorInvalid")]
    [InlineData(6, "\n", "PassphraseSeparatorInvalid")]
    [InlineData(6, "·", "PassphraseSeparatorInvalid")]
    [InlineData(6, "---------", "PassphraseSeparatorInvalid")]
    public void Options_out_of_range_are_refused(int words, string separator, string errorId) =>
        Assert.Equal(errorId, Assert.Throws<InvalidInputException>(() => new PassphraseGenerator().Generate(new PassphraseOptions { WordCount = words, Separator = separator })).ErrorId);
}
