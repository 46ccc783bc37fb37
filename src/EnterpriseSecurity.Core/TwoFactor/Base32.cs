using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.TwoFactor;

/// <summary>Base32 (RFC 4648, section 6), as secrets of one-time passwords are written.</summary>
public static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BlockLength = 8;

    /// <summary>The text of some bytes: capitals, without padding, as the otpauth URI wants it.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        int length = checked(((bytes.Length * 8) + 4) / 5);
        return string.Create(length, bytes, static (text, source) =>
        {
            int at = 0;
            uint bits = 0;
            int held = 0;
            foreach (byte one in source)
            {
                bits = (bits << 8) | one;
                held += 8;
                for (; held >= 5; held -= 5) text[at++] = Alphabet[(int)((bits >> (held - 5)) & 31)];
            }

            if (held > 0) text[at] = Alphabet[(int)((bits << (5 - held)) & 31)];
        });
    }

    /// <summary>
    /// The bytes of a text. Case does not matter; spaces and hyphens are passed over; padding may be missing, and when
    /// it is there it must be whole. Bits beyond the last whole byte are dropped, for some programs write random ones.
    /// </summary>
    /// <returns>The bytes; the caller disposes of them.</returns>
    /// <exception cref="MalformedDataException">The text is no Base32.</exception>
    public static SecretBuffer Decode(ReadOnlySpan<char> text)
    {
        (int digits, int padding) = Count(text);
        int rest = digits % BlockLength;
        if (rest is 1 or 3 or 6) throw SecurityErrors.Base32Malformed("its length is not that of whole bytes");
        if (padding > 0 && (rest == 0 || rest + padding != BlockLength)) throw SecurityErrors.Base32Malformed("its padding is not whole");

        SecretBuffer bytes = new(digits * 5 / 8);
        int at = 0;
        uint bits = 0;
        int held = 0;
        foreach (char one in text)
        {
            int value = ValueOf(one);
            if (value < 0) continue;
            bits = (bits << 5) | (uint)value;
            held += 5;
            if (held < 8) continue;
            held -= 8;
            bytes.Span[at++] = (byte)(bits >> held);
        }

        return bytes;
    }

    private static (int Digits, int Padding) Count(ReadOnlySpan<char> text)
    {
        int digits = 0;
        int padding = 0;
        for (int at = 0; at < text.Length; at++)
        {
            if (IsPassedOver(text[at])) continue;
            if (text[at] == '=') padding++;
            else if (ValueOf(text[at]) < 0) throw SecurityErrors.Base32Malformed($"the character at position {at + 1} is none of A to Z and 2 to 7");
            else if (padding > 0) throw SecurityErrors.Base32Malformed("padding stands before its end");
            else digits++;
        }

        return (digits, padding);
    }

    private static bool IsPassedOver(char one) => one is ' ' or '-';

    private static int ValueOf(char one) => one switch
    {
        >= 'A' and <= 'Z' => one - 'A',
        >= 'a' and <= 'z' => one - 'a',
        >= '2' and <= '7' => one - '2' + 26,
        _ => -1,
    };
}
