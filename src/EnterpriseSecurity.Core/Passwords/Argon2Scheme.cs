using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Passwords;

/// <summary>Argon2, version 0x13. New hashes are Argon2id with the second recommended option of RFC 9106, section 4.</summary>
internal sealed record Argon2Scheme(Argon2Variant Variant, Argon2Parameters Parameters) : PasswordScheme
{
    public const int Version = 19;

    private const int MostMemoryKiB = 1 << 20;
    private const int MostIterations = 64;
    private const int MostParallelism = 64;

    // 8 GiB written in all: twice the largest preset in use (libsodium's "sensitive" is 1 GiB four times).
    private const long MostWorkKiB = 8L << 20;

    // The choices of OWASP, equal in strength.
    private static readonly (int MemoryKiB, int Iterations)[] Enough = [(47_104, 1), (19_456, 2), (12_288, 3), (9_216, 4), (7_168, 5)];

    public override PasswordHashAlgorithm Algorithm => Variant switch
    {
        Argon2Variant.Argon2id => PasswordHashAlgorithm.Argon2id,
        Argon2Variant.Argon2i => PasswordHashAlgorithm.Argon2i,
        _ => PasswordHashAlgorithm.Argon2d,
    };

    public override PasswordHashOptions Options => new()
    {
        Algorithm = Algorithm,
        MemoryKiB = Parameters.MemoryKiB,
        Iterations = Parameters.Iterations,
        Parallelism = Parameters.Parallelism,
    };

    public override string Cost => FormattableString.Invariant($"m={Parameters.MemoryKiB},t={Parameters.Iterations},p={Parameters.Parallelism}");

    public override bool IsEnough => Enough.Any(one => Parameters.MemoryKiB >= one.MemoryKiB && Parameters.Iterations >= one.Iterations);

    public static new Argon2Scheme ForNew(PasswordHashOptions options)
    {
        Argon2Parameters parameters = new(
            Choose("Memory in KiB", options.MemoryKiB, 65_536, 7_168, MostMemoryKiB),
            Choose("Iterations", options.Iterations, 3, 1, MostIterations),
            Choose("Parallelism", options.Parallelism, 4, 1, MostParallelism));
        Argon2Scheme scheme = new(Argon2Variant.Argon2id, parameters);
        if (!scheme.IsEnough) throw SecurityErrors.PasswordHashCostInvalid(scheme.Cost, "at least m=47104,t=1 or m=19456,t=2 or m=12288,t=3 or m=9216,t=4 or m=7168,t=5");
        scheme.CheckLimits();
        return scheme;
    }

    public override void CheckLimits()
    {
        if (Parameters.MemoryKiB < 8 * (long)Parameters.Parallelism || Parameters.Iterations < 1 || Parameters.Parallelism < 1)
            throw SecurityErrors.PasswordHashMalformed("its memory is less than eight times its parallelism, or a cost is zero.");
        if (Parameters.MemoryKiB > MostMemoryKiB || Parameters.Iterations > MostIterations || Parameters.Parallelism > MostParallelism
            || (long)Parameters.MemoryKiB * Parameters.Iterations > MostWorkKiB)
            throw SecurityErrors.PasswordHashTooCostly(Cost, "m=1048576 (1 GiB), t=64, p=64, with m times t up to 8388608,");
    }

    public override void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> digest) =>
        Argon2.DeriveKey(Variant, password, salt, Parameters, digest);

    public override string Write(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> digest) => FormattableString.Invariant(
        $"${Name(Variant)}$v={Version}${Cost}${PasswordAlphabet.Standard.Encode(salt)}${PasswordAlphabet.Standard.Encode(digest)}");

    private static string Name(Argon2Variant variant) => variant switch
    {
        Argon2Variant.Argon2id => "argon2id",
        Argon2Variant.Argon2i => "argon2i",
        _ => "argon2d",
    };
}
