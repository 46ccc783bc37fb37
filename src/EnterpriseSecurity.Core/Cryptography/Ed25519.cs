using System.Security.Cryptography;
using Rfc8032 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace EnterpriseSecurity.Cryptography;

/// <summary>Ed25519 signatures: RFC 8032. Private key (seed) 32, public key 32, signature 64 bytes.</summary>
public static class Ed25519
{
    /// <summary>The size of a private key's seed in bytes.</summary>
    public const int SeedSize = 32;

    /// <summary>The size of a public key in bytes.</summary>
    public const int PublicKeySize = 32;

    /// <summary>The size of a signature in bytes.</summary>
    public const int SignatureSize = 64;

    /// <summary>Computes the public key of a seed.</summary>
    /// <exception cref="ArgumentException">A size is wrong.</exception>
    public static void GetPublicKey(ReadOnlySpan<byte> seed, Span<byte> publicKey)
    {
        Check(seed.Length, SeedSize, nameof(seed));
        Check(publicKey.Length, PublicKeySize, nameof(publicKey));
        byte[] secret = PinnedCopy(seed);
        byte[] result = new byte[PublicKeySize];
        try
        {
            Rfc8032.GeneratePublicKey(secret, 0, result, 0);
            result.CopyTo(publicKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Signs a message.</summary>
    /// <exception cref="ArgumentException">A size is wrong.</exception>
    public static void Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        Check(seed.Length, SeedSize, nameof(seed));
        Check(signature.Length, SignatureSize, nameof(signature));
        byte[] secret = PinnedCopy(seed);
        byte[] content = PinnedCopy(message);
        byte[] result = new byte[SignatureSize];
        try
        {
            Rfc8032.Sign(secret, 0, content, 0, content.Length, result, 0);
            result.CopyTo(signature);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>Checks a signature.</summary>
    /// <returns>False when it does not fit, or when the key or the signature has the wrong size or is no point.</returns>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        publicKey.Length == PublicKeySize
        && signature.Length == SignatureSize
        && Rfc8032.Verify(signature.ToArray(), 0, publicKey.ToArray(), 0, message.ToArray(), 0, message.Length);

    private static byte[] PinnedCopy(ReadOnlySpan<byte> source)
    {
        byte[] copy = GC.AllocateUninitializedArray<byte>(source.Length, pinned: true);
        source.CopyTo(copy);
        return copy;
    }

    private static void Check(int found, int expected, string parameter)
    {
        if (found != expected) throw new ArgumentException($"It has {found} bytes, and {expected} are needed.", parameter);
    }
}
