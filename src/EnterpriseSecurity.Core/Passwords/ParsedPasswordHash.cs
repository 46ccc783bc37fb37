using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Passwords;

/// <summary>The parts of a password hash.</summary>
/// <param name="Scheme">The algorithm and its cost, within the limits.</param>
/// <param name="Format">The spelling.</param>
/// <param name="Salt">The salt.</param>
/// <param name="Digest">The digest.</param>
/// <param name="OverSha256">True when the hash is of the password's SHA-256 in hexadecimal digits (Django's bcrypt_sha256).</param>
internal sealed record ParsedPasswordHash(PasswordScheme Scheme, PasswordHashFormat Format, byte[] Salt, byte[] Digest, bool OverSha256 = false)
{
    private const int ShortestSalt = 8;

    /// <summary>Compares a password with the digest, in constant time.</summary>
    public PasswordHashReason Compare(ReadOnlySpan<byte> password)
    {
        if (!OverSha256) return CompareWhole(password);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> digits = stackalloc byte[2 * SHA256.HashSizeInBytes];
        try
        {
            SHA256.HashData(password, hash);
            Convert.TryToHexStringLower(hash, digits, out _);
            return CompareWhole(digits);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(hash);
            CryptographicOperations.ZeroMemory(digits);
        }
    }

    /// <summary>Why the password should be hashed anew; null when it need not.</summary>
    /// <param name="wanted">The scheme that hashes should have; null for any that is good enough.</param>
    public PasswordRehashReason? RehashReason(PasswordScheme? wanted)
    {
        if (!Scheme.IsCurrent) return PasswordRehashReason.RetiredAlgorithm;
        if (!Scheme.IsEnough) return PasswordRehashReason.CostBelowMinimum;
        if (Salt.Length < ShortestSalt) return PasswordRehashReason.SaltTooShort;
        if (wanted is null) return null;
        if (wanted.Algorithm != Scheme.Algorithm) return PasswordRehashReason.OtherAlgorithmWanted;
        return Scheme.IsBelow(wanted) ? PasswordRehashReason.HigherCostWanted : null;
    }

    private PasswordHashReason CompareWhole(ReadOnlySpan<byte> password)
    {
        if (Scheme is BcryptScheme && password.Length > Bcrypt.MaximumPasswordSize) return PasswordHashReason.PasswordTooLong;
        if (Scheme is BcryptScheme && password.Contains((byte)0)) return PasswordHashReason.PasswordHasZeroByte;
        using SecretBuffer computed = new(Digest.Length);
        Scheme.Derive(password, Salt, computed.Span);
        return CryptographicOperations.FixedTimeEquals(computed.Span, Digest) ? PasswordHashReason.Match : PasswordHashReason.Mismatch;
    }
}
