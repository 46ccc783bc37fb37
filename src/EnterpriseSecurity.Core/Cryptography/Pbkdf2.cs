using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>PBKDF2 with HMAC: RFC 8018, section 5.2. For formats that ask for it; Argon2id is the one for new ones.</summary>
public static class Pbkdf2
{
    /// <summary>Derives a key from a password.</summary>
    /// <param name="hash">The hash of the HMAC: SHA-256, SHA-384 or SHA-512; SHA-1 for old formats.</param>
    /// <param name="password">The password; may be empty.</param>
    /// <param name="salt">The salt; 16 bytes are recommended.</param>
    /// <param name="iterations">The cost, linear; at least 1.</param>
    /// <param name="output">Takes the key; at least 1 byte.</param>
    /// <exception cref="ArgumentException">The hash is none of those, or the output is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one iteration.</exception>
    public static void DeriveKey(HashAlgorithmName hash, ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations, Span<byte> output)
    {
        if (hash != HashAlgorithmName.SHA256 && hash != HashAlgorithmName.SHA384 && hash != HashAlgorithmName.SHA512 && hash != HashAlgorithmName.SHA1)
            throw new ArgumentException("PBKDF2 takes SHA-256, SHA-384, SHA-512 or SHA-1.", nameof(hash));
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        if (output.IsEmpty) throw new ArgumentException("The output is empty.", nameof(output));
        Rfc2898DeriveBytes.Pbkdf2(password, salt, output, iterations, hash);
    }
}
