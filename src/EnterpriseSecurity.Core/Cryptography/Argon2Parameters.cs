namespace EnterpriseSecurity.Cryptography;

/// <summary>The cost of an Argon2 hash.</summary>
/// <param name="MemoryKiB">The memory, in KiB; at least eight times the parallelism.</param>
/// <param name="Iterations">The passes over the memory; at least 1.</param>
/// <param name="Parallelism">The lanes, 1 to 16,777,215; each may run on a processor of its own.</param>
public readonly record struct Argon2Parameters(int MemoryKiB, int Iterations, int Parallelism);
