namespace EnterpriseSecurity.Passwords;

/// <summary>What an estimator says of a password.</summary>
/// <param name="Bits">The logarithm, to base 2, of the number of passwords that are as easily guessed.</param>
/// <param name="Parts">What the password is made of, and how many characters each part has.</param>
/// <param name="HasSubstitutions">True when a part is a word in which look-alikes stand for letters.</param>
internal sealed record PasswordEstimate(double Bits, IReadOnlyList<(PasswordPattern Pattern, int Length)> Parts, bool HasSubstitutions);
