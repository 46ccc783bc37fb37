using EnterpriseSecurity.Providers;

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
        LibraryProviders.Current.Ed25519.GetPublicKey(seed, publicKey);
    }

    /// <summary>Signs a message.</summary>
    /// <exception cref="ArgumentException">A size is wrong.</exception>
    public static void Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        Check(seed.Length, SeedSize, nameof(seed));
        Check(signature.Length, SignatureSize, nameof(signature));
        LibraryProviders.Current.Ed25519.Sign(seed, message, signature);
    }

    /// <summary>Checks a signature.</summary>
    /// <returns>False when it does not fit, or when the key or the signature has the wrong size or is no point.</returns>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        publicKey.Length == PublicKeySize
        && signature.Length == SignatureSize
        && LibraryProviders.Current.Ed25519.Verify(publicKey, message, signature);

    private static void Check(int found, int expected, string parameter)
    {
        if (found != expected) throw new ArgumentException($"It has {found} bytes, and {expected} are needed.", parameter);
    }
}
