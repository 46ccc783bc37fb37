using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>AES-256 in Galois/Counter Mode: NIST SP 800-38D. Key 32, nonce 12, tag 16 bytes.</summary>
public sealed class Aes256Gcm : AeadAlgorithm
{
    /// <summary>The one instance.</summary>
    public static Aes256Gcm Instance { get; } = new();

    private Aes256Gcm()
        : base("AES-256-GCM", keySize: 32, nonceSize: 12, tagSize: 16)
    {
    }

    private protected override void EncryptCore(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData, Span<byte> destination)
    {
        using AesGcm aes = new(key, TagSize);
        Encrypt(aes, nonce, plaintext, associatedData, destination);
    }

    private protected override SecretBuffer? DecryptCore(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertextAndTag, ReadOnlySpan<byte> associatedData)
    {
        using AesGcm aes = new(key, TagSize);
        return TryDecrypt(aes, nonce, ciphertextAndTag, associatedData);
    }

    /// <summary>Encrypts with a cipher that holds its key; <paramref name="destination"/> takes ciphertext and tag.</summary>
    internal static void Encrypt(AesGcm aes, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData, Span<byte> destination) =>
        aes.Encrypt(nonce, plaintext, destination[..plaintext.Length], destination[plaintext.Length..], associatedData);

    /// <summary>Decrypts with a cipher that holds its key; null when the message is not authentic.</summary>
    internal static SecretBuffer? TryDecrypt(AesGcm aes, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertextAndTag, ReadOnlySpan<byte> associatedData)
    {
        SecretBuffer plaintext = new(ciphertextAndTag.Length - Instance.TagSize);
        if (TryDecrypt(aes, nonce, ciphertextAndTag, associatedData, plaintext.Span)) return plaintext;
        plaintext.Dispose();
        return null;
    }

    /// <summary>As the other, into a span of the message's size; false, and nothing in it, when the message is not authentic.</summary>
    internal static bool TryDecrypt(AesGcm aes, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertextAndTag, ReadOnlySpan<byte> associatedData, Span<byte> plaintext)
    {
        try
        {
            aes.Decrypt(nonce, ciphertextAndTag[..plaintext.Length], ciphertextAndTag[plaintext.Length..], plaintext, associatedData);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
