namespace EnterpriseSecurity.Passwords;

/// <summary>
/// What passwords must be like. Characters are Unicode code points, as NIST SP 800-63B counts them: one for "é" in one
/// piece, two for "e" with an accent after it.
/// </summary>
public sealed record PasswordPolicy
{
    private const int Longest = 1024;
    private const int HighestScore = 8;
    private const int MostHistory = 100;
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(3660);

    /// <summary>The fewest characters, from 1.</summary>
    public int MinLength { get; init; } = 8;

    /// <summary>The most characters, up to 1,024.</summary>
    public int MaxLength { get; init; } = 256;

    /// <summary>True when it must have a capital letter.</summary>
    public bool RequireUppercase { get; init; } = true;

    /// <summary>True when it must have a small letter.</summary>
    public bool RequireLowercase { get; init; } = true;

    /// <summary>True when it must have a digit.</summary>
    public bool RequireDigit { get; init; } = true;

    /// <summary>True when it must have something that is no digit and neither a capital nor a small letter.</summary>
    public bool RequireSymbol { get; init; } = true;

    /// <summary>How often one character may stand in a row; null for any number.</summary>
    public int? MaxRepeatedCharacters { get; init; } = 3;

    /// <summary>True to refuse passwords that everyone tries first: those in a list of the most common ones, and others that stand fewer than a thousand guesses.</summary>
    public bool DisallowCommonPasswords { get; init; } = true;

    /// <summary>True to refuse passwords with the user's name, or the user's own words, in them, in any case and backwards.</summary>
    public bool DisallowUserName { get; init; } = true;

    /// <summary>The least score of <see cref="PasswordStrength.Score"/>, up to 8; 0 for any.</summary>
    public int MinStrengthScore { get; init; }

    /// <summary>How many of the user's last passwords are refused, up to 100.</summary>
    public int HistoryCount { get; init; } = 24;

    /// <summary>How old a password may become; null for any age.</summary>
    public TimeSpan? MaximumAge { get; init; }

    /// <summary>How old a password must be before it is changed; null for any age.</summary>
    public TimeSpan? MinimumAge { get; init; }

    /// <summary>The list of breached passwords on disk that is asked, see <see cref="BreachedPasswordList.Open"/>; null for none.</summary>
    public string? BreachListPath { get; init; }

    /// <summary>The range service that is asked, see <see cref="BreachedPasswordService"/>; null for none.</summary>
    public Uri? BreachRangeUri { get; init; }

    /// <summary>Checks a password against every rule that needs no history.</summary>
    /// <param name="utf8Password">The password, up to 65,536 bytes.</param>
    /// <param name="userId">The user's name; null when it is not known.</param>
    /// <param name="userInputs">Words that an attacker of this user tries first: up to 100, each of up to 100 characters.</param>
    /// <param name="cancellation">Stops waiting for a breach service.</param>
    /// <exception cref="InvalidInputException">The policy contradicts itself, or the password is not UTF-8 or too long.</exception>
    /// <exception cref="NotFoundException">The list of breached passwords is missing.</exception>
    /// <exception cref="MalformedDataException">The list of breached passwords is damaged.</exception>
    /// <exception cref="UnavailableException">The breach service did not answer as it should.</exception>
    public PasswordPolicyResult Validate(ReadOnlySpan<byte> utf8Password, string? userId = null, IEnumerable<string>? userInputs = null, CancellationToken cancellation = default)
    {
        Check();
        return new PasswordPolicyResult { Violations = new PasswordPolicyCheck(this, userId, [.. userInputs ?? []]).Run(utf8Password, cancellation) };
    }

    /// <summary>Opens the list of breached passwords; null when the policy has none.</summary>
    internal BreachedPasswordList? OpenBreachList() =>
        BreachRangeUri is not null ? new BreachedPasswordService(BreachRangeUri) : BreachListPath is not null ? BreachedPasswordList.Open(BreachListPath) : null;

    /// <summary>Checks that the rules can be followed.</summary>
    /// <exception cref="InvalidInputException">They cannot.</exception>
    internal void Check()
    {
        Expect(MinLength is >= 1 and <= Longest, nameof(MinLength), $"it is 1 to {Longest}");
        Expect(MaxLength >= MinLength && MaxLength <= Longest, nameof(MaxLength), $"it is MinLength to {Longest}");
        Expect(MaxRepeatedCharacters is null or >= 1, nameof(MaxRepeatedCharacters), "it is 1 or more, or null for any number");
        Expect(MinStrengthScore is >= 0 and <= HighestScore, nameof(MinStrengthScore), $"it is 0 to {HighestScore}");
        Expect(HistoryCount is >= 0 and <= MostHistory, nameof(HistoryCount), $"it is 0 to {MostHistory}");
        Expect(MaximumAge is null || (MaximumAge > TimeSpan.Zero && MaximumAge <= LongestAge), nameof(MaximumAge), "it is more than nothing, up to ten years, or null for any age");
        Expect(MinimumAge is null || (MinimumAge > TimeSpan.Zero && MinimumAge <= LongestAge), nameof(MinimumAge), "it is more than nothing, up to ten years, or null for any age");
        Expect(MinimumAge is null || MaximumAge is null || MinimumAge < MaximumAge, nameof(MinimumAge), "it is less than MaximumAge");
        Expect(BreachListPath is null || BreachRangeUri is null, nameof(BreachListPath), "it is not given together with BreachRangeUri");
        Expect(BreachListPath is null || Path.IsPathFullyQualified(BreachListPath), nameof(BreachListPath), "it is a full path");
        if (BreachRangeUri is not null) BreachedPasswordService.Check(BreachRangeUri);
    }

    private static void Expect(bool holds, string name, string rule)
    {
        if (!holds) throw SecurityErrors.PasswordPolicyInvalid(name, rule);
    }
}
