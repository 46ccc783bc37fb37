using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>
/// Fernet tokens, as github.com/fernet/spec describes version 0x80: AES-128-CBC and HMAC-SHA-256, with the time of
/// encryption in clear. The token is URL-safe base64 with padding, in ASCII.
/// </summary>
/// <remarks>The key is 32 bytes: the first 16 sign, the others encrypt. In text it is URL-safe base64.</remarks>
public static class Fernet
{
    /// <summary>The key's size in bytes.</summary>
    public const int KeySize = 32;

    private const byte Version = 0x80;
    private const int HalfKeySize = 16;
    private const int HeaderSize = 1 + 8 + 16;
    private const int MacSize = 32;
    private const int BlockSize = 16;
    private static readonly TimeSpan LargestClockSkew = TimeSpan.FromSeconds(60);

    /// <summary>Encrypts a message.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="plaintext">The message; may be empty.</param>
    /// <param name="time">The clock for the token's timestamp; the system's when null.</param>
    /// <returns>The token, ASCII.</returns>
    public static byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plaintext, TimeProvider? time = null) =>
        Encrypt(key, plaintext, (time ?? TimeProvider.System).GetUtcNow(), RandomNumberGenerator.GetBytes(BlockSize));

    /// <summary>Decrypts a token.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="token">The token, ASCII.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="timeToLive">How old a token may be; any age when null. With it, a token from over 60 seconds ahead is refused.</param>
    /// <returns>The message, or null when the token is malformed, not authentic, or too old.</returns>
    public static SecretBuffer? TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> token, TimeProvider? time = null, TimeSpan? timeToLive = null)
    {
        CheckKey(key);
        byte[]? message = TryDecode(token);
        if (message is null || message.Length < HeaderSize + BlockSize + MacSize || message[0] != Version) return null;

        Span<byte> mac = stackalloc byte[MacSize];
        HMACSHA256.HashData(key[..HalfKeySize], message.AsSpan(0, message.Length - MacSize), mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, message.AsSpan(message.Length - MacSize))) return null;
        if (timeToLive is { } age && !IsFresh(BinaryPrimitives.ReadUInt64BigEndian(message.AsSpan(1)), (time ?? TimeProvider.System).GetUtcNow(), age)) return null;

        ReadOnlySpan<byte> ciphertext = message.AsSpan(HeaderSize, message.Length - HeaderSize - MacSize);
        if (ciphertext.Length % BlockSize != 0) return null;
        using Aes aes = Aes.Create();
        aes.SetKey(key[HalfKeySize..]);
        using SecretBuffer padded = new(ciphertext.Length);
        try
        {
            int length = aes.DecryptCbc(ciphertext, message.AsSpan(9, BlockSize), padded.Span, PaddingMode.PKCS7);
            return SecretBuffer.CopyOf(padded.Span[..length]);
        }
        catch (CryptographicException)
        {
            // The token is authentic and its padding is not: another program made it wrongly.
            return null;
        }
    }

    /// <summary>Encrypts with a given time and IV; for the published vectors.</summary>
    internal static byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plaintext, DateTimeOffset now, ReadOnlySpan<byte> iv)
    {
        CheckKey(key);
        using Aes aes = Aes.Create();
        aes.SetKey(key[HalfKeySize..]);
        int ciphertextLength = aes.GetCiphertextLengthCbc(plaintext.Length, PaddingMode.PKCS7);
        byte[] message = new byte[HeaderSize + ciphertextLength + MacSize];
        message[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(message.AsSpan(1), now.ToUnixTimeSeconds());
        iv.CopyTo(message.AsSpan(9));
        aes.EncryptCbc(plaintext, iv, message.AsSpan(HeaderSize, ciphertextLength), PaddingMode.PKCS7);
        HMACSHA256.HashData(key[..HalfKeySize], message.AsSpan(0, message.Length - MacSize), message.AsSpan(message.Length - MacSize));
        return Encode(message);
    }

    private static void CheckKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeySize) throw new ArgumentException($"A Fernet key has {KeySize} bytes.", nameof(key));
    }

    private static bool IsFresh(ulong stamp, DateTimeOffset now, TimeSpan age)
    {
        if (stamp > (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds()) return false;
        DateTimeOffset made = DateTimeOffset.FromUnixTimeSeconds((long)stamp);
        return now - made <= age && made - now <= LargestClockSkew;
    }

    private static byte[] Encode(ReadOnlySpan<byte> message)
    {
        byte[] token = new byte[Base64.GetMaxEncodedToUtf8Length(message.Length)];
        Base64.EncodeToUtf8(message, token, out _, out _);
        token.AsSpan().Replace((byte)'+', (byte)'-');
        token.AsSpan().Replace((byte)'/', (byte)'_');
        return token;
    }

    // Strict: padding is needed, and nothing but the alphabet is accepted.
    private static byte[]? TryDecode(ReadOnlySpan<byte> token)
    {
        if (token.Length % 4 != 0 || token.ContainsAnyExcept(UrlSafeAlphabet)) return null;
        byte[] text = token.ToArray();
        text.AsSpan().Replace((byte)'-', (byte)'+');
        text.AsSpan().Replace((byte)'_', (byte)'/');
        byte[] message = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, message, out _, out int length) != OperationStatus.Done) return null;

        // The last digit may carry bits that mean nothing; only the form that an encoder writes is accepted.
        message = message[..length];
        return Encode(message).AsSpan().SequenceEqual(token) ? message : null;
    }

    private static readonly SearchValues<byte> UrlSafeAlphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_="u8);
}
