namespace EnterpriseSecurity.Passwords;

/// <summary>
/// Base64 without padding in one of the alphabets of password hashes. Only the one spelling of a value is read: unused
/// bits are zero.
/// </summary>
internal sealed class PasswordAlphabet
{
    private readonly string _digits;
    private readonly sbyte[] _values = new sbyte[128];

    private PasswordAlphabet(string digits)
    {
        _digits = digits;
        Array.Fill(_values, (sbyte)-1);
        for (int i = 0; i < digits.Length; i++) _values[digits[i]] = (sbyte)i;
    }

    /// <summary>RFC 4648, section 4: PHC strings and scrypt.</summary>
    public static PasswordAlphabet Standard { get; } = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    /// <summary>The same with a dot for the plus: PBKDF2 in passlib.</summary>
    public static PasswordAlphabet Adapted { get; } = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./");

    /// <summary>bcrypt's own.</summary>
    public static PasswordAlphabet Bcrypt { get; } = new("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    public string Encode(ReadOnlySpan<byte> bytes)
    {
        char[] text = new char[((bytes.Length * 8) + 5) / 6];
        for (int i = 0; i < text.Length; i++)
        {
            int at = i * 6 / 8;
            int pair = (bytes[at] << 8) | (at + 1 < bytes.Length ? bytes[at + 1] : 0);
            text[i] = _digits[(pair >> (10 - (i * 6 % 8))) & 63];
        }

        return new string(text);
    }

    /// <summary>Null when the text is not the spelling of any bytes.</summary>
    public byte[]? TryDecode(ReadOnlySpan<char> text)
    {
        if (text.Length % 4 == 1) return null;
        byte[] bytes = new byte[text.Length * 6 / 8];
        int bits = 0;
        int held = 0;
        int at = 0;
        foreach (char digit in text)
        {
            int value = digit < 128 ? _values[digit] : -1;
            if (value < 0) return null;
            held = ((held << 6) | value) & 0xFFFF;
            bits += 6;
            if (bits < 8) continue;
            bits -= 8;
            bytes[at++] = (byte)(held >> bits);
        }

        return (held & ((1 << bits) - 1)) == 0 ? bytes : null;
    }
}
