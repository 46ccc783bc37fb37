using System.Globalization;
using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Passwords;

/// <summary>
/// Makes passphrases of words from EFF's Long Wordlist (Electronic Frontier Foundation, 2016, CC BY 3.0 US): 7,776 words,
/// none of which begins another, so that different choices give different passphrases even without a separator. It needs
/// no store; one that comes from a store writes to its audit trail.
/// </summary>
public sealed class PassphraseGenerator
{
    private const int FewestWords = 3;
    private const int MostWords = 64;
    private const int LongestSeparator = 8;

    private static readonly Lazy<string[]> List = new(ReadWords);
    private static readonly PassphraseOptions Today = new();
    private readonly IRandomSource _random = IRandomSource.System;
    private readonly SecurityStore? _store;

    /// <summary>Works without a store and without an audit trail.</summary>
    public PassphraseGenerator()
    {
    }

    internal PassphraseGenerator(SecurityStore store) => _store = store;

    internal PassphraseGenerator(IRandomSource random) => _random = random;

    /// <summary>The words, as in the list.</summary>
    public static IReadOnlyList<string> Words => List.Value;

    /// <summary>Makes a passphrase.</summary>
    /// <param name="options">How it looks; six words when null.</param>
    /// <returns>The passphrase in ASCII; the caller disposes of it.</returns>
    /// <exception cref="InvalidInputException">The number of words or the separator is out of range.</exception>
    public SecretBuffer Generate(PassphraseOptions? options = null)
    {
        options ??= Today;
        AuditNote note = new(AuditAction.PasswordGenerated, "passphrase") { Metadata = { ["words"] = options.WordCount.ToString(CultureInfo.InvariantCulture) } };
        if (_store is null) return Draw(options);
        SecretBuffer passphrase = _store.Attempt(note, () => Draw(options));
        _store.Append(note, durable: false);
        return passphrase;
    }

    /// <summary>The entropy of a generated passphrase in bits: the logarithm of the number of passphrases that may come out.</summary>
    /// <param name="options">How it looks; six words when null.</param>
    /// <exception cref="InvalidInputException">The number of words or the separator is out of range.</exception>
    public static double EntropyOf(PassphraseOptions? options = null)
    {
        options ??= Today;
        Check(options);
        double words = options.WordCount * Math.Log2(List.Value.Length);
        return options.IncludeNumber ? words + Math.Log2(10 * options.WordCount) : words;
    }

    private static void Check(PassphraseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.Separator);
        if (options.WordCount is < FewestWords or > MostWords) throw SecurityErrors.PassphraseWordCountInvalid(options.WordCount, FewestWords, MostWords);
        bool fits = options.Separator.Length <= LongestSeparator && options.Separator.All(one => one is >= ' ' and <= '~' && !char.IsAsciiLetter(one));
        if (!fits) throw SecurityErrors.PassphraseSeparatorInvalid();
    }

    private static string[] ReadWords()
    {
        using Stream stream = typeof(PassphraseGenerator).Assembly.GetManifestResourceStream("eff-long-wordlist.txt")!;
        using StreamReader reader = new(stream, Encoding.ASCII);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')];
    }

    private SecretBuffer Draw(PassphraseOptions options)
    {
        Check(options);
        string[] words = List.Value;
        int[] choice = GC.AllocateArray<int>(options.WordCount, pinned: true);
        try
        {
            for (int i = 0; i < choice.Length; i++) choice[i] = _random.Next(words.Length);
            int numbered = options.IncludeNumber ? _random.Next(choice.Length) : -1;
            int length = choice.Sum(index => words[index].Length) + ((choice.Length - 1) * options.Separator.Length) + (options.IncludeNumber ? 1 : 0);
            SecretBuffer passphrase = new(length);
            Span<byte> rest = passphrase.Span;
            for (int i = 0; i < choice.Length; i++)
            {
                if (i > 0) Append(ref rest, options.Separator);
                int start = rest.Length;
                Append(ref rest, words[choice[i]]);
                if (options.Capitalize) passphrase.Span[^start] = (byte)char.ToUpperInvariant((char)passphrase.Span[^start]);
                if (i != numbered) continue;
                rest[0] = (byte)('0' + _random.Next(10));
                rest = rest[1..];
            }

            return passphrase;
        }
        finally
        {
            choice.AsSpan().Clear();
        }
    }

    private static void Append(ref Span<byte> rest, string text) => rest = rest[Encoding.ASCII.GetBytes(text, rest)..];
}
