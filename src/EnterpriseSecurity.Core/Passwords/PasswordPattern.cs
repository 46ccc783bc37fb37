namespace EnterpriseSecurity.Passwords;

/// <summary>What an estimator recognises in a password.</summary>
internal enum PasswordPattern
{
    Random,
    CommonPassword,
    UserInput,
    Name,
    Word,
    Keyboard,
    Sequence,
    Repetition,
    Date,
}
