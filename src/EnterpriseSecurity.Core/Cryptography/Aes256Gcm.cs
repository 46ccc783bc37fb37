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
        int length = ciphertextAndTag.Length - Instance.TagSize;
        SecretBuffer plaintext = new(length);
        try
        {
            aes.Decrypt(nonce, ciphertextAndTag[..length], ciphertextAndTag[length..], plaintext.Span, associatedData);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            plaintext.Dispose();
            return null;
        }
    }
}
