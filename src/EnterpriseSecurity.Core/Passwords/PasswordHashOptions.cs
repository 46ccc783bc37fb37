namespace EnterpriseSecurity.Passwords;

/// <summary>
/// How a password is hashed. A cost that is null takes today's value; one that the algorithm does not have is refused.
/// The least of each cost is the least that OWASP asks for (Password Storage Cheat Sheet, 2025).
/// </summary>
public sealed record PasswordHashOptions
{
    /// <summary>The algorithm; Argon2id unless another is needed.</summary>
    public PasswordHashAlgorithm Algorithm { get; init; } = PasswordHashAlgorithm.Argon2id;

    /// <summary>Argon2id: the memory in KiB, 7,168 to 1,048,576; 65,536 by default.</summary>
    public int? MemoryKiB { get; init; }

    /// <summary>
    /// Argon2id: the passes over the memory, 1 to 64, 3 by default. PBKDF2: the iterations, up to 10,000,000;
    /// 600,000 with SHA-256 and 210,000 with SHA-512 are the default and the least.
    /// </summary>
    public int? Iterations { get; init; }

    /// <summary>Argon2id: the lanes, 1 to 64, 4 by default. scrypt: p, 1 to 64, 1 by default.</summary>
    public int? Parallelism { get; init; }

    /// <summary>bcrypt: the logarithm of the rounds, 10 to 20, 12 by default. scrypt: ln, the logarithm of N, 13 to 20, 17 by default.</summary>
    public int? Cost { get; init; }

    /// <summary>scrypt: r, the block size in units of 128 bytes, 8 to 64; 8 by default.</summary>
    public int? BlockSize { get; init; }
}
