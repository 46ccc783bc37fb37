namespace EnterpriseSecurity.Passwords;

/// <summary>
/// The entropy that a random password with the same length and classes of characters has: the length times the logarithm
/// of 26 for small letters, 26 for capitals, 10 for digits, 33 for other ASCII and 96 for anything else, added up. It is an upper
/// bound; for what people choose, <see cref="PasswordStrengthMeter"/> tells more.
/// </summary>
public static class PasswordEntropy
{
    /// <summary>The entropy in bits; 0 for an empty password.</summary>
    /// <param name="utf8Password">The password, up to 65,536 bytes.</param>
    /// <exception cref="InvalidInputException">It is not UTF-8, or too long.</exception>
    public static double Calculate(ReadOnlySpan<byte> utf8Password) => Of(PasswordCharacters.Of(utf8Password));

    internal static double Of(PasswordCharacters characters) => characters.Length == 0 ? 0 : characters.Length * Math.Log2(characters.Pool);
}
