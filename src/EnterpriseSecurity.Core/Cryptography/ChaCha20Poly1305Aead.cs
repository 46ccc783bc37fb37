using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>ChaCha20-Poly1305: RFC 8439. Key 32, nonce 12, tag 16 bytes.</summary>
public sealed class ChaCha20Poly1305Aead : AeadAlgorithm
{
    /// <summary>The one instance.</summary>
    public static ChaCha20Poly1305Aead Instance { get; } = new();

    private ChaCha20Poly1305Aead()
        : base("ChaCha20-Poly1305", keySize: 32, nonceSize: 12, tagSize: 16)
    {
    }

    private protected override void EncryptCore(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData, Span<byte> destination)
    {
        using ChaCha20Poly1305 cipher = new(key);
        cipher.Encrypt(nonce, plaintext, destination[..plaintext.Length], destination[plaintext.Length..], associatedData);
    }

    private protected override SecretBuffer? DecryptCore(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertextAndTag, ReadOnlySpan<byte> associatedData)
    {
        int length = ciphertextAndTag.Length - TagSize;
        SecretBuffer plaintext = new(length);
        using ChaCha20Poly1305 cipher = new(key);
        try
        {
            cipher.Decrypt(nonce, ciphertextAndTag[..length], ciphertextAndTag[length..], plaintext.Span, associatedData);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            plaintext.Dispose();
            return null;
        }
    }
}
