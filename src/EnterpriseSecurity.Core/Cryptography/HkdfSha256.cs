using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>HKDF with SHA-256: RFC 5869. For keys of full entropy, never for passwords.</summary>
public static class HkdfSha256
{
    /// <summary>The size in bytes of the pseudo-random key between the two steps.</summary>
    public const int PseudorandomKeySize = 32;

    /// <summary>The largest output in bytes.</summary>
    public const int MaximumOutputSize = 255 * PseudorandomKeySize;

    /// <summary>Both steps: extract, then expand.</summary>
    /// <param name="inputKey">The keying material.</param>
    /// <param name="salt">The salt; may be empty.</param>
    /// <param name="info">What the key is for; may be empty.</param>
    /// <param name="output">Takes the key, 1 to <see cref="MaximumOutputSize"/> bytes.</param>
    /// <exception cref="ArgumentException">The output has a size that is not allowed.</exception>
    public static void DeriveKey(ReadOnlySpan<byte> inputKey, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> output)
    {
        CheckOutput(output);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, inputKey, output, salt, info);
    }

    /// <summary>The first step alone: concentrates keying material into a pseudo-random key.</summary>
    /// <param name="inputKey">The keying material.</param>
    /// <param name="salt">The salt; may be empty.</param>
    /// <param name="pseudorandomKey">Takes the pseudo-random key, <see cref="PseudorandomKeySize"/> bytes.</param>
    /// <exception cref="ArgumentException">The pseudo-random key has the wrong size.</exception>
    public static void Extract(ReadOnlySpan<byte> inputKey, ReadOnlySpan<byte> salt, Span<byte> pseudorandomKey)
    {
        if (pseudorandomKey.Length != PseudorandomKeySize)
            throw new ArgumentException($"The pseudo-random key has {PseudorandomKeySize} bytes.", nameof(pseudorandomKey));
        HKDF.Extract(HashAlgorithmName.SHA256, inputKey, salt, pseudorandomKey);
    }

    /// <summary>The second step alone: stretches a pseudo-random key.</summary>
    /// <param name="pseudorandomKey">A key of full entropy, at least <see cref="PseudorandomKeySize"/> bytes.</param>
    /// <param name="info">What the key is for; may be empty.</param>
    /// <param name="output">Takes the key, 1 to <see cref="MaximumOutputSize"/> bytes.</param>
    /// <exception cref="ArgumentException">A span has a size that is not allowed.</exception>
    public static void Expand(ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> info, Span<byte> output)
    {
        if (pseudorandomKey.Length < PseudorandomKeySize)
            throw new ArgumentException($"The pseudo-random key has at least {PseudorandomKeySize} bytes.", nameof(pseudorandomKey));
        CheckOutput(output);
        HKDF.Expand(HashAlgorithmName.SHA256, pseudorandomKey, output, info);
    }

    private static void CheckOutput(Span<byte> output)
    {
        if (output.Length is 0 or > MaximumOutputSize)
            throw new ArgumentException($"The output has 1 to {MaximumOutputSize} bytes.", nameof(output));
    }
}
