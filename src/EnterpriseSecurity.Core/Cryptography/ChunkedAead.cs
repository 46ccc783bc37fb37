using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>
/// Authenticated encryption of streams of any length in constant memory: the STREAM construction (Hoang,
/// Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance, 2015) over
/// AES-256-GCM with chunks of 64 KiB.
/// </summary>
/// <remarks>
/// A stream is a 32-byte salt and the sealed chunks. The stream's key is HKDF-SHA-256(key, salt); chunk n has the
/// nonce <c>n (11 bytes, big endian) || last (1 byte, 1 for the last chunk)</c>, so chunks cannot be moved, and a stream that
/// was cut is not authentic. The last chunk may be shorter, and empty only in an empty stream.
/// </remarks>
internal static class ChunkedAead
{
    private const int ChunkSize = 64 * 1024;
    private const int SaltSize = 32;
    private const int TagSize = 16;
    private const int NonceSize = 12;

    /// <summary>Encrypts a stream to its end.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="label">What the stream is, bound into its key.</param>
    /// <param name="source">The plaintext.</param>
    /// <param name="destination">Takes the salt and the chunks.</param>
    public static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> label, Stream source, Stream destination)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltSize);
        destination.Write(salt);
        using SecretBuffer streamKey = DeriveKey(key, salt, label);
        using AesGcm aes = new(streamKey.Span, TagSize);
        using SecretBuffer present = new(ChunkSize);
        using SecretBuffer next = new(ChunkSize);
        byte[] output = new byte[ChunkSize + TagSize];
        Span<byte> nonce = stackalloc byte[NonceSize];
        int length = source.ReadAtLeast(present.Span, ChunkSize, throwOnEndOfStream: false);
        for (ulong index = 0; ; index++)
        {
            int following = length < ChunkSize ? 0 : source.ReadAtLeast(next.Span, ChunkSize, throwOnEndOfStream: false);
            bool last = following == 0;
            WriteNonce(nonce, index, last);
            aes.Encrypt(nonce, present.Span[..length], output.AsSpan(0, length), output.AsSpan(length, TagSize));
            destination.Write(output, 0, length + TagSize);
            if (last) return;
            next.Span.CopyTo(present.Span);
            length = following;
        }
    }

    /// <summary>
    /// Decrypts a stream to its end. What is written before a later chunk fails must be thrown away by the caller.
    /// </summary>
    /// <returns>False when the stream is not authentic or was cut.</returns>
    public static bool TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> label, Stream source, Stream destination)
    {
        byte[] salt = new byte[SaltSize];
        if (source.ReadAtLeast(salt, SaltSize, throwOnEndOfStream: false) < SaltSize) return false;
        using SecretBuffer streamKey = DeriveKey(key, salt, label);
        using AesGcm aes = new(streamKey.Span, TagSize);
        using SecretBuffer plain = new(ChunkSize);
        byte[] present = new byte[ChunkSize + TagSize];
        byte[] next = new byte[ChunkSize + TagSize];
        Span<byte> nonce = stackalloc byte[NonceSize];
        int length = source.ReadAtLeast(present, present.Length, throwOnEndOfStream: false);
        for (ulong index = 0; ; index++)
        {
            if (length < TagSize) return false;
            int following = length < present.Length ? 0 : source.ReadAtLeast(next, next.Length, throwOnEndOfStream: false);
            bool last = following == 0;
            WriteNonce(nonce, index, last);
            int plainLength = length - TagSize;
            try
            {
                aes.Decrypt(nonce, present.AsSpan(0, plainLength), present.AsSpan(plainLength, TagSize), plain.Span[..plainLength]);
            }
            catch (AuthenticationTagMismatchException)
            {
                return false;
            }

            destination.Write(plain.Span[..plainLength]);
            if (last) return true;
            (present, next) = (next, present);
            length = following;
        }
    }

    private static SecretBuffer DeriveKey(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> label)
    {
        SecretBuffer streamKey = new(32);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, streamKey.Span, salt, label);
        return streamKey;
    }

    private static void WriteNonce(Span<byte> nonce, ulong index, bool last)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(nonce[3..], index);
        nonce[11] = last ? (byte)1 : (byte)0;
    }
}
