using System.Text;
using EnterpriseSecurity.Providers;

namespace EnterpriseSecurity.Passwords;

/// <summary>One check of a password against all rules of a policy that need no history.</summary>
internal sealed class PasswordPolicyCheck(PasswordPolicy policy, string? userId, IReadOnlyList<string> userInputs)
{
    // What the estimator takes; a common password is never as long.
    private const int LongestCommon = 100;
    private const int CommonBits = 10;

    private readonly List<PasswordPolicyViolation> _violations = [];

    /// <summary>The violations, in the order of the rules.</summary>
    public IReadOnlyList<PasswordPolicyViolation> Run(ReadOnlySpan<byte> utf8Password, CancellationToken cancellation)
    {
        PasswordCharacters made = PasswordCharacters.Of(utf8Password);
        Require(made.Length >= policy.MinLength, PasswordRule.MinLength, $"The password must have at least {policy.MinLength} characters.");
        Require(made.Length <= policy.MaxLength, PasswordRule.MaxLength, $"The password must have at most {policy.MaxLength} characters.");
        Require(made.HasUppercase || !policy.RequireUppercase, PasswordRule.Uppercase, "The password must have a capital letter.");
        Require(made.HasLowercase || !policy.RequireLowercase, PasswordRule.Lowercase, "The password must have a small letter.");
        Require(made.HasDigits || !policy.RequireDigit, PasswordRule.Digit, "The password must have a digit.");
        Require(made.HasSymbols || !policy.RequireSymbol, PasswordRule.Symbol, "The password must have a symbol: something that is no letter and no digit.");
        if (policy.MaxRepeatedCharacters is { } most) Require(LongestRun(utf8Password) <= most, PasswordRule.RepeatedCharacters, $"The password must not have one character more than {most} times in a row.");
        char[] text = GC.AllocateArray<char>(utf8Password.Length, pinned: true);
        try
        {
            int length = Encoding.UTF8.GetChars(utf8Password, text);
            CheckText(text.AsSpan(0, length));
        }
        finally
        {
            text.AsSpan().Clear();
        }

        CheckStrength(utf8Password);
        CheckBreach(utf8Password, cancellation);
        return _violations;
    }

    private void CheckText(ReadOnlySpan<char> text)
    {
        if (policy.DisallowCommonPasswords) Require(!IsCommon(text), PasswordRule.CommonPassword, "The password must not be one of those that everyone tries first.");
        if (!policy.DisallowUserName) return;
        using PasswordWords words = new(text);
        Require(userId is null || !words.HasName(userId), PasswordRule.UserName, "The password must not have the user's name in it.");
        Require(!userInputs.Any(words.HasWord), PasswordRule.UserInput, "The password must not have the user's own words in it.");
    }

    // The estimator may see a keyboard walk or a row of digits where the list of passwords has it too; then the guesses tell.
    private static bool IsCommon(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestCommon) return false;
        PasswordEstimate estimate = LibraryProviders.Current.PasswordEstimator.Estimate(text, []);
        return estimate.Parts is [{ Pattern: PasswordPattern.CommonPassword }] || estimate.Bits < CommonBits;
    }

    private static int LongestRun(ReadOnlySpan<byte> utf8)
    {
        Rune last = default;
        int run = 0;
        int longest = 0;
        for (ReadOnlySpan<byte> rest = utf8; !rest.IsEmpty;)
        {
            Rune.DecodeFromUtf8(rest, out Rune rune, out int taken);
            rest = rest[taken..];
            run = rune == last ? run + 1 : 1;
            last = rune;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private void CheckStrength(ReadOnlySpan<byte> utf8Password)
    {
        if (policy.MinStrengthScore == 0) return;
        PasswordStrength strength = new PasswordStrengthMeter().Measure(utf8Password, userId is null ? userInputs : [userId, .. userInputs]);
        string advice = strength.Feedback.Count == 0 ? "" : " " + string.Join(' ', strength.Feedback);
        Require(strength.Score >= policy.MinStrengthScore, PasswordRule.Strength, $"The password must have a strength of at least {policy.MinStrengthScore}; it has {strength.Score}.{advice}");
    }

    private void CheckBreach(ReadOnlySpan<byte> utf8Password, CancellationToken cancellation)
    {
        using BreachedPasswordList? list = policy.OpenBreachList();
        if (list is null) return;
        Require(!list.Find(utf8Password, cancellation).IsBreached, PasswordRule.Breach, "The password is known from a breach and must not be used.");
    }

    private void Require(bool holds, PasswordRule rule, string message)
    {
        if (!holds) _violations.Add(new PasswordPolicyViolation(rule, message));
    }
}
