namespace EnterpriseSecurity.Passwords;

/// <summary>An algorithm with its cost: what a hash says before its salt.</summary>
internal abstract record PasswordScheme
{
    public abstract PasswordHashAlgorithm Algorithm { get; }

    /// <summary>The cost as numbers.</summary>
    public abstract PasswordHashOptions Options { get; }

    /// <summary>The cost in one line.</summary>
    public abstract string Cost { get; }

    /// <summary>True when the cost is at least what OWASP asks for.</summary>
    public abstract bool IsEnough { get; }

    /// <summary>The size of the digest of a new hash.</summary>
    public virtual int DigestSize => 32;

    /// <summary>True for what new hashes are made with.</summary>
    public bool IsCurrent => Algorithm <= PasswordHashAlgorithm.Pbkdf2Sha512;

    /// <summary>The scheme of a new hash, with every cost in its range.</summary>
    /// <exception cref="InvalidInputException">A cost is out of range, or of another algorithm.</exception>
    /// <exception cref="UnsupportedException">The algorithm is not for new hashes.</exception>
    public static PasswordScheme ForNew(PasswordHashOptions options)
    {
        PasswordScheme scheme = options.Algorithm switch
        {
            PasswordHashAlgorithm.Argon2id => Argon2Scheme.ForNew(options),
            PasswordHashAlgorithm.Bcrypt => BcryptScheme.ForNew(options),
            PasswordHashAlgorithm.Scrypt => ScryptScheme.ForNew(options),
            PasswordHashAlgorithm.Pbkdf2Sha256 or PasswordHashAlgorithm.Pbkdf2Sha512 => Pbkdf2Scheme.ForNew(options),
            _ => throw SecurityErrors.PasswordHashAlgorithmRetired(options.Algorithm),
        };
        PasswordHashOptions own = scheme.Options;
        Refuse(nameof(options.MemoryKiB), options.MemoryKiB, own.MemoryKiB);
        Refuse(nameof(options.Iterations), options.Iterations, own.Iterations);
        Refuse(nameof(options.Parallelism), options.Parallelism, own.Parallelism);
        Refuse(nameof(options.Cost), options.Cost, own.Cost);
        Refuse(nameof(options.BlockSize), options.BlockSize, own.BlockSize);
        return scheme;

        void Refuse(string name, int? given, int? taken)
        {
            if (given is not null && taken is null) throw SecurityErrors.PasswordHashCostUnfitting(name, options.Algorithm);
        }
    }

    /// <summary>Refuses a cost that would take too long or too much memory.</summary>
    /// <exception cref="UnsupportedException">It would.</exception>
    public abstract void CheckLimits();

    /// <summary>Computes the digest.</summary>
    public abstract void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> digest);

    /// <summary>The text of a hash of this scheme.</summary>
    public abstract string Write(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> digest);

    /// <summary>True when any cost is lower than that of another scheme of the same algorithm.</summary>
    public bool IsBelow(PasswordScheme wanted)
    {
        (PasswordHashOptions own, PasswordHashOptions other) = (Options, wanted.Options);
        return own.MemoryKiB < other.MemoryKiB || own.Iterations < other.Iterations || own.Cost < other.Cost || own.BlockSize < other.BlockSize
            || (Algorithm == PasswordHashAlgorithm.Scrypt && own.Parallelism < other.Parallelism);
    }

    /// <summary>The given cost, or today's.</summary>
    private protected static int Choose(string name, int? given, int today, int least, int most)
    {
        int value = given ?? today;
        return value >= least && value <= most
            ? value
            : throw SecurityErrors.PasswordHashCostInvalid(FormattableString.Invariant($"{name} {value:N0}"), FormattableString.Invariant($"{least:N0} to {most:N0}"));
    }
}
