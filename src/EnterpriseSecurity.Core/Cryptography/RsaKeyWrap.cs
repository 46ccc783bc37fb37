using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>
/// Wraps keys for the holder of an RSA key: RSAES-OAEP of RFC 8017, section 7.1, with SHA-256 for both the hash and
/// MGF1, and an empty label. RSA keys have at least 2,048 bits.
/// </summary>
public static class RsaKeyWrap
{
    /// <summary>The smallest RSA key in bits.</summary>
    public const int MinimumRsaKeyBits = 2048;

    private const int OaepOverhead = (2 * SHA256.HashSizeInBytes) + 2;

    /// <summary>Wraps a key.</summary>
    /// <param name="publicKey">The receiver's RSA key; its public part is enough.</param>
    /// <param name="key">The key to wrap: at most the modulus's size less 66 bytes, which is 190 bytes at 2,048 bits.</param>
    /// <returns>The wrapped key, as long as the modulus.</returns>
    /// <exception cref="InvalidInputException">The RSA key is too small.</exception>
    /// <exception cref="ArgumentException">The key to wrap is too long.</exception>
    public static byte[] Wrap(RSA publicKey, ReadOnlySpan<byte> key)
    {
        CheckRsaKey(publicKey);
        int longest = (publicKey.KeySize / 8) - OaepOverhead;
        if (key.Length > longest) throw new ArgumentException($"This RSA key wraps at most {longest} bytes.", nameof(key));
        return publicKey.Encrypt(key, RSAEncryptionPadding.OaepSHA256);
    }

    /// <summary>Unwraps a key.</summary>
    /// <param name="privateKey">The receiver's RSA key with its private part.</param>
    /// <param name="wrapped">What <see cref="Wrap"/> returned.</param>
    /// <returns>The key, or <see langword="null"/> when it was not wrapped for this RSA key or was changed.</returns>
    /// <exception cref="InvalidInputException">The RSA key is too small.</exception>
    public static SecretBuffer? TryUnwrap(RSA privateKey, ReadOnlySpan<byte> wrapped)
    {
        CheckRsaKey(privateKey);
        if (wrapped.Length != (privateKey.KeySize + 7) / 8) return null;
        using SecretBuffer buffer = new(wrapped.Length);
        try
        {
            return privateKey.TryDecrypt(wrapped, buffer.Span, RSAEncryptionPadding.OaepSHA256, out int length)
                ? SecretBuffer.CopyOf(buffer.Span[..length])
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static void CheckRsaKey(RSA key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.KeySize < MinimumRsaKeyBits) throw SecurityErrors.RsaKeyTooSmall(key.KeySize, MinimumRsaKeyBits);
    }
}
