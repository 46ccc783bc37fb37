using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EnterpriseSecurity.TwoFactor;

/// <summary>One-time passwords by a counter: RFC 4226, with the further hash functions of RFC 6238.</summary>
internal static class Hotp
{
    private const int LargestHash = 64;

    /// <summary>Writes the code of a counter.</summary>
    /// <param name="algorithm">The hash function.</param>
    /// <param name="secret">The shared secret.</param>
    /// <param name="counter">The counter, or the time's step.</param>
    /// <param name="code">Where to; its length is the number of digits.</param>
    public static void Write(OtpAlgorithm algorithm, ReadOnlySpan<byte> secret, long counter, Span<byte> code)
    {
        using IncrementalHash hmac = Start(algorithm, secret);
        Write(hmac, counter, code);
    }

    /// <summary>Takes a code as it was typed: ASCII digits only, and exactly as many as there is room for.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, Span<byte> code)
    {
        if (text.Length != code.Length) return false;
        for (int at = 0; at < code.Length; at++)
        {
            if (!char.IsAsciiDigit(text[at])) return false;
            code[at] = (byte)text[at];
        }

        return true;
    }

    /// <summary>
    /// Looks for a code among counters. All of them are computed and compared in constant time, whichever matches, and
    /// for what is no code at all too, so that the time tells nothing.
    /// </summary>
    /// <param name="parameters">How codes are made.</param>
    /// <param name="secret">The shared secret.</param>
    /// <param name="code">What was typed.</param>
    /// <param name="first">The first counter; below zero there are none.</param>
    /// <param name="last">The last counter.</param>
    /// <param name="after">Only a counter above this one is accepted.</param>
    public static OtpMatch Find(OtpParameters parameters, ReadOnlySpan<byte> secret, ReadOnlySpan<char> code, long first, long last, long after)
    {
        Span<byte> given = stackalloc byte[parameters.Digits];
        Span<byte> expected = stackalloc byte[parameters.Digits];
        bool isCode = TryRead(code, given);
        long? accepted = null;
        bool isOld = false;
        using IncrementalHash hmac = Start(parameters.Algorithm, secret);
        for (long counter = Math.Max(first, 0); counter <= last; counter++)
        {
            Write(hmac, counter, expected);
            bool matches = CryptographicOperations.FixedTimeEquals(expected, given) & isCode;
            if (matches && counter > after) accepted ??= counter;
            isOld |= matches & counter <= after;
        }

        CryptographicOperations.ZeroMemory(expected);
        return new OtpMatch(accepted, isOld);
    }

    // Set up once for a whole window: that takes longer than a code.
    private static IncrementalHash Start(OtpAlgorithm algorithm, ReadOnlySpan<byte> secret) => IncrementalHash.CreateHMAC(
        algorithm switch
        {
            OtpAlgorithm.Sha256 => HashAlgorithmName.SHA256,
            OtpAlgorithm.Sha512 => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA1,
        },
        secret);

    private static void Write(IncrementalHash hmac, long counter, Span<byte> code)
    {
        Span<byte> message = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(message, counter);
        hmac.AppendData(message);
        Span<byte> hash = stackalloc byte[LargestHash];
        int length = hmac.GetHashAndReset(hash);
        uint number = BinaryPrimitives.ReadUInt32BigEndian(hash[(hash[length - 1] & 15)..]) & 0x7FFFFFFF;
        for (int at = code.Length - 1; at >= 0; at--)
        {
            code[at] = (byte)('0' + (number % 10));
            number /= 10;
        }

        CryptographicOperations.ZeroMemory(hash);
    }
}
