using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Passwords;

/// <summary>PBKDF2 with HMAC.</summary>
internal sealed record Pbkdf2Scheme(PasswordHashAlgorithm Kind, int Iterations) : PasswordScheme
{
    private const int Most = 10_000_000;

    public override PasswordHashAlgorithm Algorithm => Kind;

    public override PasswordHashOptions Options => new() { Algorithm = Algorithm, Iterations = Iterations };

    public override string Cost => FormattableString.Invariant($"iterations={Iterations}");

    public override bool IsEnough => Iterations >= Least(Kind);

    public override int DigestSize => Kind == PasswordHashAlgorithm.Pbkdf2Sha512 ? 64 : 32;

    private HashAlgorithmName Hash => Kind switch
    {
        PasswordHashAlgorithm.Pbkdf2Sha256 => HashAlgorithmName.SHA256,
        PasswordHashAlgorithm.Pbkdf2Sha512 => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA1,
    };

    public static new Pbkdf2Scheme ForNew(PasswordHashOptions options) =>
        new(options.Algorithm, Choose("Iterations", options.Iterations, Least(options.Algorithm), Least(options.Algorithm), Most));

    public override void CheckLimits()
    {
        if (Iterations < 1) throw SecurityErrors.PasswordHashMalformed("it has no iterations.");
        if (Iterations > Most) throw SecurityErrors.PasswordHashTooCostly(Cost, FormattableString.Invariant($"{Most:N0}"));
    }

    public override void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> digest) =>
        Pbkdf2.DeriveKey(Hash, password, salt, Iterations, digest);

    public override string Write(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> digest) => FormattableString.Invariant(
        $"$pbkdf2-{(Kind == PasswordHashAlgorithm.Pbkdf2Sha256 ? "sha256" : "sha512")}${Iterations}${PasswordAlphabet.Adapted.Encode(salt)}${PasswordAlphabet.Adapted.Encode(digest)}");

    private static int Least(PasswordHashAlgorithm kind) => kind switch
    {
        PasswordHashAlgorithm.Pbkdf2Sha256 => 600_000,
        PasswordHashAlgorithm.Pbkdf2Sha512 => 210_000,
        _ => 1_300_000,
    };
}
