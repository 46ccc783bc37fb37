using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Providers;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Passwords;

/// <summary>
/// Measures passwords by the patterns in them: words, names, dates, keyboard walks, repetitions. It needs no store; one
/// that comes from a store writes to its audit trail.
/// </summary>
public sealed class PasswordStrengthMeter
{
    // The time that the estimator takes grows with the cube of the length, and 64 characters are enough for any verdict.
    private const int Analysed = 64;
    private const int MostInputs = 100;
    private const int LongestInput = 100;
    private const int MediumScore = 5;
    private const int StrongScore = 7;

    // Powers of ten of guesses.
    private static readonly double[] Steps = [3, 4.5, 6, 7, 8, 9, 10, 12];
    private readonly SecurityStore? _store;

    /// <summary>Works without a store and without an audit trail.</summary>
    public PasswordStrengthMeter()
    {
    }

    internal PasswordStrengthMeter(SecurityStore store) => _store = store;

    /// <summary>Measures a password.</summary>
    /// <param name="utf8Password">The password, up to 65,536 bytes; patterns are looked for in its first 64 characters.</param>
    /// <param name="userInputs">Words that an attacker of this user tries first (names, the company, the site): up to 100, each of up to 100 characters.</param>
    /// <exception cref="InvalidInputException">The password is not UTF-8 or too long, or there are too many words.</exception>
    public PasswordStrength Measure(ReadOnlySpan<byte> utf8Password, IEnumerable<string>? userInputs = null)
    {
        string[] words = [.. userInputs ?? []];
        if (_store is null) return MeasureUnaudited(utf8Password, words);
        using SecretBuffer password = SecretBuffer.CopyOf(utf8Password);
        return Audited("strength", () => MeasureUnaudited(password.Span, words));
    }

    /// <summary>The bits of <see cref="PasswordEntropy.Calculate"/>.</summary>
    /// <param name="utf8Password">The password, up to 65,536 bytes.</param>
    /// <exception cref="InvalidInputException">The password is not UTF-8, or too long.</exception>
    public double MeasureEntropy(ReadOnlySpan<byte> utf8Password)
    {
        if (_store is null) return PasswordEntropy.Calculate(utf8Password);
        using SecretBuffer password = SecretBuffer.CopyOf(utf8Password);
        return Audited("entropy", () => PasswordEntropy.Calculate(password.Span));
    }

    private static PasswordStrength MeasureUnaudited(ReadOnlySpan<byte> utf8Password, string[] words)
    {
        if (words.Length > MostInputs || words.Any(word => word is null || word.Length > LongestInput)) throw SecurityErrors.PasswordUserInputsInvalid(MostInputs, LongestInput);
        PasswordCharacters characters = PasswordCharacters.Of(utf8Password);
        PasswordEstimate estimate = Estimate(utf8Password, words);
        double guesses = Math.Pow(2, Math.Max(estimate.Bits - 1, 0));
        double magnitude = Math.Log10(guesses);
        int score = Steps.Count(step => magnitude >= step);
        return new PasswordStrength
        {
            Strength = score switch { < MediumScore => PasswordStrengthLevel.Weak, < StrongScore => PasswordStrengthLevel.Medium, _ => PasswordStrengthLevel.Strong },
            Score = score,
            Entropy = PasswordEntropy.Of(characters),
            Feedback = score < StrongScore ? PasswordAdvice.Suggestions(estimate) : [],
            Warning = score < StrongScore ? PasswordAdvice.Warning(estimate) : null,
            Length = characters.Length,
            HasLowercase = characters.HasLowercase,
            HasUppercase = characters.HasUppercase,
            HasDigits = characters.HasDigits,
            HasSymbols = characters.HasSymbols,
            Guesses = guesses,
            CrackTimes = PasswordCrackTimes.Of(guesses),
        };
    }

    private static PasswordEstimate Estimate(ReadOnlySpan<byte> utf8Password, string[] words)
    {
        char[] text = GC.AllocateArray<char>(Analysed, pinned: true);
        try
        {
            int length = 0;
            for (ReadOnlySpan<byte> rest = utf8Password; !rest.IsEmpty;)
            {
                Rune.DecodeFromUtf8(rest, out Rune rune, out int taken);
                if (!rune.TryEncodeToUtf16(text.AsSpan(length), out int written)) break;
                length += written;
                rest = rest[taken..];
            }

            return Estimate(text.AsSpan(0, length), words);
        }
        finally
        {
            text.AsSpan().Clear();
        }
    }

    // The estimator sees "ababab" as three words and a row of them as strong.
    private static PasswordEstimate Estimate(ReadOnlySpan<char> text, string[] words)
    {
        PasswordEstimate whole = LibraryProviders.Current.PasswordEstimator.Estimate(text, words);
        int period = Period(text);
        if (period == text.Length) return whole;
        PasswordEstimate unit = LibraryProviders.Current.PasswordEstimator.Estimate(text[..period], words);
        double bits = unit.Bits + Math.Log2((double)text.Length / period);
        return bits >= whole.Bits ? whole : unit with { Bits = bits, Parts = [.. unit.Parts, (PasswordPattern.Repetition, text.Length - period)] };
    }

    /// <summary>The length of the shortest beginning whose repetition gives the text.</summary>
    private static int Period(ReadOnlySpan<char> text)
    {
        int period = 1;
        while (period < text.Length && !text[period..].SequenceEqual(text[..^period])) period++;
        return text.IsEmpty ? 0 : period;
    }

    private T Audited<T>(string what, Func<T> work)
    {
        AuditNote note = new(AuditAction.PasswordMeasured, what);
        T result = _store!.Attempt(note, work);
        _store.Append(note, durable: false);
        return result;
    }
}
