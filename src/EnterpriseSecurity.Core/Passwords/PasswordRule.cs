namespace EnterpriseSecurity.Passwords;

/// <summary>The rules of a password policy.</summary>
public enum PasswordRule
{
    /// <summary>It is too short.</summary>
    MinLength,

    /// <summary>It is too long.</summary>
    MaxLength,

    /// <summary>It has no capital letter.</summary>
    Uppercase,

    /// <summary>It has no small letter.</summary>
    Lowercase,

    /// <summary>It has no digit.</summary>
    Digit,

    /// <summary>It has nothing but letters and digits.</summary>
    Symbol,

    /// <summary>One character stands too often in a row.</summary>
    RepeatedCharacters,

    /// <summary>It is one of those that everyone tries first.</summary>
    CommonPassword,

    /// <summary>The user's name is in it.</summary>
    UserName,

    /// <summary>A word is in it that an attacker of this user tries first.</summary>
    UserInput,

    /// <summary>It is too easily guessed.</summary>
    Strength,

    /// <summary>It is known from a breach.</summary>
    Breach,

    /// <summary>The user had it before.</summary>
    History,

    /// <summary>The user's present password is too new to be changed.</summary>
    MinimumAge,
}
