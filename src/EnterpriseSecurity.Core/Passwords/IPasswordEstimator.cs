namespace EnterpriseSecurity.Passwords;

/// <summary>Estimates how many guesses a password stands, from the patterns in it.</summary>
internal interface IPasswordEstimator
{
    /// <param name="password">At most 64 characters.</param>
    /// <param name="userInputs">Words that an attacker of this user tries first.</param>
    PasswordEstimate Estimate(ReadOnlySpan<char> password, IReadOnlyList<string> userInputs);
}
