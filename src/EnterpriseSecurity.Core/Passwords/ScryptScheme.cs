using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Passwords;

/// <summary>scrypt: N = 2^ln, block size r, parallelisation p.</summary>
internal sealed record ScryptScheme(int LogN, int BlockSize, int Parallelism) : PasswordScheme
{
    private const int MostLogN = 20;
    private const int MostFactor = 64;
    private const long MostMemory = 1L << 30;
    private const long MostWork = 8L << 30;

    // The choices of OWASP, equal in strength.
    private static readonly (int LogN, int Parallelism)[] Enough = [(17, 1), (16, 2), (15, 3), (14, 5), (13, 10)];

    public override PasswordHashAlgorithm Algorithm => PasswordHashAlgorithm.Scrypt;

    public override PasswordHashOptions Options => new() { Algorithm = Algorithm, Cost = LogN, BlockSize = BlockSize, Parallelism = Parallelism };

    public override string Cost => FormattableString.Invariant($"ln={LogN},r={BlockSize},p={Parallelism}");

    public override bool IsEnough => BlockSize >= 8 && Enough.Any(one => LogN >= one.LogN && Parallelism >= one.Parallelism);

    private long Memory => 128L * BlockSize << LogN;

    public static new ScryptScheme ForNew(PasswordHashOptions options)
    {
        ScryptScheme scheme = new(
            Choose("Cost (ln)", options.Cost, 17, 13, MostLogN),
            Choose("Block size (r)", options.BlockSize, 8, 8, MostFactor),
            Choose("Parallelism (p)", options.Parallelism, 1, 1, MostFactor));
        if (!scheme.IsEnough) throw SecurityErrors.PasswordHashCostInvalid(scheme.Cost, "r=8 and at least ln=17,p=1 or ln=16,p=2 or ln=15,p=3 or ln=14,p=5 or ln=13,p=10");
        scheme.CheckLimits();
        return scheme;
    }

    public override void CheckLimits()
    {
        if (LogN < 1 || BlockSize < 1 || Parallelism < 1) throw SecurityErrors.PasswordHashMalformed("a cost is zero.");
        if (LogN > MostLogN || BlockSize > MostFactor || Parallelism > MostFactor || Memory > MostMemory || Memory * Parallelism > MostWork)
            throw SecurityErrors.PasswordHashTooCostly(Cost, "ln=20, r=64, p=64, 1 GiB of memory and eight times 1 GiB of work");
    }

    public override void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> digest) =>
        Scrypt.DeriveKey(password, salt, 1 << LogN, BlockSize, Parallelism, digest);

    public override string Write(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> digest) =>
        $"$scrypt${Cost}${PasswordAlphabet.Standard.Encode(salt)}${PasswordAlphabet.Standard.Encode(digest)}";
}
