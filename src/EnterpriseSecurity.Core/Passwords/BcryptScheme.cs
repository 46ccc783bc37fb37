using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Passwords;

/// <summary>bcrypt, revision 2b.</summary>
internal sealed record BcryptScheme(int Log2Rounds) : PasswordScheme
{
    public const int LeastReadable = 4;

    private const int Least = 10;
    private const int Most = 20;

    public override PasswordHashAlgorithm Algorithm => PasswordHashAlgorithm.Bcrypt;

    public override PasswordHashOptions Options => new() { Algorithm = Algorithm, Cost = Log2Rounds };

    public override string Cost => FormattableString.Invariant($"cost={Log2Rounds}");

    public override bool IsEnough => Log2Rounds >= Least;

    public override int DigestSize => Bcrypt.HashSize;

    public static new BcryptScheme ForNew(PasswordHashOptions options) => new(Choose("Cost", options.Cost, 12, Least, Most));

    public override void CheckLimits()
    {
        if (Log2Rounds > Most) throw SecurityErrors.PasswordHashTooCostly(Cost, FormattableString.Invariant($"{Most}"));
    }

    public override void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> digest)
    {
        if (password.Length > Bcrypt.MaximumPasswordSize) throw SecurityErrors.PasswordTooLongForBcrypt(password.Length);
        if (password.Contains((byte)0)) throw SecurityErrors.PasswordHasZeroByte();
        Bcrypt.DeriveHash(password, salt, Log2Rounds, digest);
    }

    public override string Write(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> digest) => FormattableString.Invariant(
        $"$2b${Log2Rounds:D2}${PasswordAlphabet.Bcrypt.Encode(salt)}{PasswordAlphabet.Bcrypt.Encode(digest)}");
}
