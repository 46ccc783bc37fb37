using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity;

/// <content>Password hashes. No text holds a hash, or a part of one.</content>
internal static partial class SecurityErrors
{
    public static MalformedDataException PasswordHashMalformed(string detail) => new(
        nameof(PasswordHashMalformed), $"This is not a readable password hash: {detail} Give the whole, unchanged text of the hash.");

    public static UnsupportedException PasswordHashUnknown(string detail) => new(
        nameof(PasswordHashUnknown), $"{detail} Known are bcrypt ($2a$, $2b$, $2y$), Argon2 and scrypt strings, PBKDF2 as passlib writes it, Django's hashes and those of ASP.NET Core Identity. Set the password anew where its hash is none of these.");

    public static UnsupportedException PasswordHashTooCostly(string cost, string most) => new(
        nameof(PasswordHashTooCostly), $"The hash asks for {cost}, and at most {most} is done. It was refused before any work; set the password anew with a usual cost.", cost);

    public static InvalidInputException PasswordHashCostInvalid(string cost, string range) => new(
        nameof(PasswordHashCostInvalid), $"{cost} is out of range. Give {range}, or leave the cost out for today's value.", cost);

    public static InvalidInputException PasswordHashCostUnfitting(string name, PasswordHashAlgorithm algorithm) => new(
        nameof(PasswordHashCostUnfitting), $"{algorithm} has no {name}. Leave it out, or choose the algorithm that it belongs to.", name);

    public static UnsupportedException PasswordHashAlgorithmRetired(PasswordHashAlgorithm algorithm) => new(
        nameof(PasswordHashAlgorithmRetired), $"{algorithm} is for the verification of old hashes only. Make new ones with Argon2id, Bcrypt, Scrypt, Pbkdf2Sha256 or Pbkdf2Sha512.", algorithm);

    public static InvalidInputException PasswordTooLongForBcrypt(int length) => new(
        nameof(PasswordTooLongForBcrypt), $"The password has {length} bytes, and bcrypt reads 72. Use Argon2id, or a shorter password.", length);

    public static InvalidInputException PasswordHasZeroByte() => new(
        nameof(PasswordHasZeroByte), "The password contains a zero byte, where bcrypt would end it. Use Argon2id, or a password without it.");

    public static UnavailableException PasswordHashMemoryUnavailable(Exception inner) => new(
        nameof(PasswordHashMemoryUnavailable), "There is not enough free memory for this hash. Try again when less runs, or use a lower memory cost.", inner: inner);
}
