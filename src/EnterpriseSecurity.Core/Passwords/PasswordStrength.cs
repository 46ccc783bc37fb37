namespace EnterpriseSecurity.Passwords;

/// <summary>What is to be said of a password's strength.</summary>
public sealed record PasswordStrength
{
    /// <summary>Weak, medium or strong: a score of up to 4, 6 and 8.</summary>
    public required PasswordStrengthLevel Strength { get; init; }

    /// <summary>0 to 8: one for each of 10^3, 10^4.5, 10^6, 10^7, 10^8, 10^9, 10^10 and 10^12 guesses that it stands.</summary>
    public required int Score { get; init; }

    /// <summary>The bits of <see cref="PasswordEntropy"/>: those of a random password with the same characters. Guesses tell more.</summary>
    public required double Entropy { get; init; }

    /// <summary>How to do better; empty when nothing is to be said.</summary>
    public required IReadOnlyList<string> Feedback { get; init; }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Warning { get; init; }

    /// <summary>The number of characters (Unicode code points).</summary>
    public required int Length { get; init; }

    /// <summary>True when it has small letters.</summary>
    public required bool HasLowercase { get; init; }

    /// <summary>True when it has capital letters.</summary>
    public required bool HasUppercase { get; init; }

    /// <summary>True when it has digits.</summary>
    public required bool HasDigits { get; init; }

    /// <summary>True when it has anything else.</summary>
    public required bool HasSymbols { get; init; }

    /// <summary>The guesses that it stands, from the patterns in its first 64 characters.</summary>
    public required double Guesses { get; init; }

    /// <summary>How long they take.</summary>
    public required PasswordCrackTimes CrackTimes { get; init; }
}
