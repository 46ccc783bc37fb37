using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EnterpriseSecurity.Cryptography;

/// <summary>
/// The key derivation of encrypted OpenSSH private keys: PBKDF2 with a bcrypt over SHA-512 in place of the hash, as
/// OpenBSD's bcrypt_pbkdf(3) describes it.
/// </summary>
public static class BcryptKdf
{
    private const int HashSize = 32;
    private const int HashRounds = 64;

    /// <summary>Derives a key.</summary>
    /// <param name="passphrase">At least one byte.</param>
    /// <param name="salt">At least one byte.</param>
    /// <param name="rounds">At least 1; OpenSSH writes 24.</param>
    /// <param name="output">1 to 1,024 bytes.</param>
    /// <exception cref="ArgumentException">A size is out of its range.</exception>
    public static void DeriveKey(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> salt, int rounds, Span<byte> output)
    {
        if (passphrase.IsEmpty) throw new ArgumentException("The passphrase is empty.", nameof(passphrase));
        if (salt.IsEmpty) throw new ArgumentException("The salt is empty.", nameof(salt));
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        if (output.Length is < 1 or > HashSize * HashSize) throw new ArgumentException("The output has 1 to 1,024 bytes.", nameof(output));

        using Eksblowfish cipher = new();
        Span<byte> password = stackalloc byte[64];
        Span<byte> hashedSalt = stackalloc byte[64];
        Span<byte> part = stackalloc byte[HashSize];
        Span<byte> block = stackalloc byte[HashSize];
        try
        {
            SHA512.HashData(passphrase, password);
            byte[] counted = [.. salt, 0, 0, 0, 0];
            int stride = (output.Length + HashSize - 1) / HashSize;
            int amount = (output.Length + stride - 1) / stride;
            for (int count = 1; count <= stride; count++)
            {
                BinaryPrimitives.WriteInt32BigEndian(counted.AsSpan(salt.Length), count);
                SHA512.HashData(counted, hashedSalt);
                Hash(cipher, password, hashedSalt, part);
                part.CopyTo(block);
                for (int round = 1; round < rounds; round++)
                {
                    SHA512.HashData(part, hashedSalt);
                    Hash(cipher, password, hashedSalt, part);
                    for (int i = 0; i < HashSize; i++) block[i] ^= part[i];
                }

                // The bytes of a block are spread over the whole key, so that no part of it can be had sooner.
                for (int i = 0; i < amount && (i * stride) + count - 1 < output.Length; i++) output[(i * stride) + count - 1] = block[i];
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
            CryptographicOperations.ZeroMemory(hashedSalt);
            CryptographicOperations.ZeroMemory(part);
            CryptographicOperations.ZeroMemory(block);
        }
    }

    private static void Hash(Eksblowfish cipher, ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> output)
    {
        cipher.Reset();
        cipher.Expand(password, salt);
        cipher.Expand(salt, password, HashRounds);

        ReadOnlySpan<byte> text = "OxychromaticBlowfishSwatDynamite"u8;
        for (int at = 0; at < HashSize; at += 8)
        {
            uint left = BinaryPrimitives.ReadUInt32BigEndian(text[at..]);
            uint right = BinaryPrimitives.ReadUInt32BigEndian(text[(at + 4)..]);
            for (int i = 0; i < HashRounds; i++) cipher.Encrypt(ref left, ref right);
            BinaryPrimitives.WriteUInt32LittleEndian(output[at..], left);
            BinaryPrimitives.WriteUInt32LittleEndian(output[(at + 4)..], right);
        }
    }
}
