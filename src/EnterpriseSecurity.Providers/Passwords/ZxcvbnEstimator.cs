using EnterpriseSecurity.Passwords;
using Zxcvbn;
using Zxcvbn.Matcher;

namespace EnterpriseSecurity.Providers;

/// <summary>
/// The estimate of zxcvbn (D. Wheeler, zxcvbn: Low-Budget Password Strength Estimation, USENIX Security 2016). The library
/// takes a string, which is wiped after it, and makes strings of its own, which are not: every part of the password, most in
/// small letters, stays in memory until the garbage collector has taken it and something else is there.
/// </summary>
internal sealed unsafe class ZxcvbnEstimator : IPasswordEstimator
{
    // Reading its dictionaries takes longer than most estimates. Nothing says that it may be used by several threads.
    private readonly Lazy<Zxcvbn.Zxcvbn> _library = new(() => new Zxcvbn.Zxcvbn(Translation.English));

    public PasswordEstimate Estimate(ReadOnlySpan<char> password, IReadOnlyList<string> userInputs)
    {
        if (password.IsEmpty) return new PasswordEstimate(0, [], false);
        string copy = new('\0', password.Length);
        // Fixed, so that the garbage collector leaves no copy of it where it was.
        fixed (char* place = copy)
        {
            Span<char> characters = new(place, copy.Length);
            password.CopyTo(characters);
            try
            {
                return Evaluate(copy, userInputs);
            }
            finally
            {
                // A string that nobody else has ever seen may be written to.
                characters.Clear();
            }
        }
    }

    private PasswordEstimate Evaluate(string password, IReadOnlyList<string> userInputs)
    {
        Result result;
        lock (_library) result = _library.Value.EvaluatePassword(password, userInputs);
        return new PasswordEstimate(
            result.Entropy,
            [.. result.MatchSequence.Select(match => (PatternOf(match), match.j - match.i + 1))],
            result.MatchSequence.Any(match => match is L33tDictionaryMatch));
    }

    private static PasswordPattern PatternOf(Match match) => match.Pattern switch
    {
        "dictionary" => ((DictionaryMatch)match).DictionaryName switch
        {
            "passwords" => PasswordPattern.CommonPassword,
            "user_inputs" => PasswordPattern.UserInput,
            "surnames" or "male_names" or "female_names" => PasswordPattern.Name,
            _ => PasswordPattern.Word,
        },
        "spatial" => PasswordPattern.Keyboard,
        "sequence" => PasswordPattern.Sequence,
        "repeat" => PasswordPattern.Repetition,
        "date" or "year" => PasswordPattern.Date,
        _ => PasswordPattern.Random,
    };
}
