namespace EnterpriseSecurity.Passwords;

/// <summary>What to tell a user about the patterns in a password.</summary>
internal static class PasswordAdvice
{
    /// <summary>What is wrong with the most telling part; null when nothing was recognised.</summary>
    public static string? Warning(PasswordEstimate estimate) => Worst(estimate) switch
    {
        PasswordPattern.CommonPassword when estimate.Parts.Count == 1 && !estimate.HasSubstitutions => "This is one of the most common passwords.",
        PasswordPattern.CommonPassword => "A large part of it is a common password.",
        PasswordPattern.UserInput => "It contains a word that is known of its user.",
        PasswordPattern.Name => "Names are easy to guess.",
        PasswordPattern.Word => "A word or two are easy to guess.",
        PasswordPattern.Keyboard => "Neighbouring keys are easy to guess.",
        PasswordPattern.Sequence => "Sequences such as abc or 6543 are easy to guess.",
        PasswordPattern.Repetition => "Repetition adds next to nothing.",
        PasswordPattern.Date => "Dates and years are easy to guess.",
        _ => null,
    };

    /// <summary>How to do better.</summary>
    public static IReadOnlyList<string> Suggestions(PasswordEstimate estimate)
    {
        List<string> advice = ["Use a few more words, best picked at random (New-Passphrase), or a generated password (New-Password)."];
        if (estimate.HasSubstitutions) advice.Add("Look-alikes, such as @ for a, do not help much.");
        if (Has(PasswordPattern.Keyboard)) advice.Add("Leave out rows of neighbouring keys.");
        if (Has(PasswordPattern.Sequence)) advice.Add("Leave out sequences.");
        if (Has(PasswordPattern.Repetition)) advice.Add("Leave out repeated characters and words.");
        if (Has(PasswordPattern.Date)) advice.Add("Leave out dates and years, above all those that have to do with you.");
        if (Has(PasswordPattern.UserInput) || Has(PasswordPattern.Name)) advice.Add("Leave out names, and words that have to do with you.");
        return advice;

        bool Has(PasswordPattern pattern) => estimate.Parts.Any(part => part.Pattern == pattern);
    }

    private static PasswordPattern Worst(PasswordEstimate estimate) => estimate.Parts
        .Where(part => part.Pattern != PasswordPattern.Random)
        .OrderByDescending(part => part.Length)
        .Select(part => part.Pattern)
        .FirstOrDefault(PasswordPattern.Random);
}
