namespace EnterpriseSecurity.Passwords;

/// <summary>How strong a password is.</summary>
public enum PasswordStrengthLevel
{
    /// <summary>Fewer than 10^8 guesses.</summary>
    Weak,

    /// <summary>10^8 to 10^10 guesses.</summary>
    Medium,

    /// <summary>10^10 guesses or more.</summary>
    Strong,
}
