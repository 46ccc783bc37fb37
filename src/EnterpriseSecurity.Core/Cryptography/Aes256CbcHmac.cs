using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>
/// AES-256 in CBC mode with HMAC-SHA-512, encrypt-then-MAC: A256CBC-HS512 of RFC 7518, section 5.2.5. Key 64 bytes, the
/// first 32 for the MAC; the nonce is the IV of 16 bytes; the tag is the first 32 bytes of the MAC. The MAC does not cover the
/// encryption key, so the 64 bytes must come from one derivation and never be put together from parts.
/// </summary>
public sealed class Aes256CbcHmac : AeadAlgorithm
{
    private const int BlockSize = 16;
    private const int HalfKeySize = 32;

    /// <summary>The one instance.</summary>
    public static Aes256CbcHmac Instance { get; } = new();

    private Aes256CbcHmac()
        : base("AES-256-CBC-HMAC-SHA-512", keySize: 2 * HalfKeySize, nonceSize: BlockSize, tagSize: 32)
    {
    }

    /// <inheritdoc/>
    public override int GetSealedLength(int plaintextLength) => checked(NonceSize + ((plaintextLength / BlockSize) + 1) * BlockSize + TagSize);

    private protected override void EncryptCore(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData, Span<byte> destination)
    {
        using Aes aes = CreateAes(key);
        int length = aes.EncryptCbc(plaintext, nonce, destination[..^TagSize], PaddingMode.PKCS7);
        ComputeTag(key, nonce, destination[..length], associatedData, destination[length..]);
    }

    private protected override SecretBuffer? DecryptCore(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertextAndTag, ReadOnlySpan<byte> associatedData)
    {
        ReadOnlySpan<byte> ciphertext = ciphertextAndTag[..^TagSize];
        Span<byte> tag = stackalloc byte[TagSize];
        ComputeTag(key, nonce, ciphertext, associatedData, tag);
        // The tag comes first: padding is never looked at in a message that is not authentic.
        if (!CryptographicOperations.FixedTimeEquals(tag, ciphertextAndTag[^TagSize..]) || ciphertext.Length == 0 || ciphertext.Length % BlockSize != 0) return null;

        using Aes aes = CreateAes(key);
        using SecretBuffer padded = new(ciphertext.Length);
        try
        {
            int length = aes.DecryptCbc(ciphertext, nonce, padded.Span, PaddingMode.PKCS7);
            return SecretBuffer.CopyOf(padded.Span[..length]);
        }
        catch (CryptographicException)
        {
            // The message is authentic and its padding is not: another program made it wrongly.
            return null;
        }
    }

    private static Aes CreateAes(ReadOnlySpan<byte> key)
    {
        Aes aes = Aes.Create();
        aes.SetKey(key[HalfKeySize..]);
        return aes;
    }

    private static void ComputeTag(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> associatedData, Span<byte> tag)
    {
        using IncrementalHash hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA512, key[..HalfKeySize]);
        hmac.AppendData(associatedData);
        hmac.AppendData(nonce);
        hmac.AppendData(ciphertext);
        Span<byte> bits = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bits, (long)associatedData.Length * 8);
        hmac.AppendData(bits);
        Span<byte> mac = stackalloc byte[64];
        hmac.GetHashAndReset(mac);
        mac[..tag.Length].CopyTo(tag);
    }
}
