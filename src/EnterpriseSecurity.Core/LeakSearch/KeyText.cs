using System.Buffers;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>What the forms of keys are made of.</summary>
internal static class KeyText
{
    public static readonly SearchValues<byte> Alphanumeric = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);
    public static readonly SearchValues<byte> UrlSafe = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"u8);
    public static readonly SearchValues<byte> Base64 = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/"u8);
    public static readonly SearchValues<byte> Base32 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz234567"u8);
    public static readonly SearchValues<byte> UpperAndDigits = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);
    public static readonly SearchValues<byte> ValueEnd = SearchValues.Create(";\"'\r\n\t <>|`\0"u8);
    public static readonly SearchValues<byte> AddressEnd = SearchValues.Create("/?#\"'`\r\n\t <>|\\()[],;\0"u8);

    /// <summary>The number of characters of a set from a place on, of at most so many.</summary>
    public static int Run(ReadOnlySpan<byte> text, int from, SearchValues<byte> set, int most)
    {
        if (from >= text.Length) return 0;
        ReadOnlySpan<byte> rest = text[from..Math.Min(text.Length, from + most)];
        int end = rest.IndexOfAnyExcept(set);
        return end < 0 ? rest.Length : end;
    }

    /// <summary>True when exactly so many characters of a set stand there.</summary>
    public static bool IsRun(ReadOnlySpan<byte> text, int from, SearchValues<byte> set, int length) => Run(text, from, set, length + 1) == length;

    /// <summary>True when what stands before a place is not a part of the same word.</summary>
    public static bool BeginsWord(ReadOnlySpan<byte> text, int at) => at == 0 || !UrlSafe.Contains(text[at - 1]);

    /// <summary>The byte at a place; 0 outside.</summary>
    public static byte At(ReadOnlySpan<byte> text, int at) => (uint)at < (uint)text.Length ? text[at] : (byte)0;

    /// <summary>True for what was drawn at random, as far as can be told; false for placeholders, which repeat characters or say so.</summary>
    public static bool LooksRandom(ReadOnlySpan<byte> secret)
    {
        UInt128 seen = 0;
        int different = 0;
        int longestRun = 1;
        int run = 1;
        for (int i = 0; i < secret.Length; i++)
        {
            UInt128 bit = (UInt128)1 << (secret[i] & 127);
            if ((seen & bit) == 0) different++;
            seen |= bit;
            int step = i == 0 ? 9 : secret[i] - secret[i - 1];
            run = step is 0 or 1 ? run + 1 : 1;
            longestRun = Math.Max(longestRun, run);
        }

        return different >= Math.Min(8, secret.Length / 2) && longestRun < 6 && !SaysExample(secret);
    }

    /// <summary>True for the value of a password that somebody is to fill in, or that comes from a variable.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<byte> value)
    {
        if (value.Length < 4 || value.IndexOfAny("$%{}*"u8) >= 0 || value[0] is (byte)'<' or (byte)'[' or (byte)'(' or (byte)'#' or (byte)'.') return true;
        Span<byte> lower = stackalloc byte[Math.Min(value.Length, 24)];
        for (int i = 0; i < lower.Length; i++) lower[i] = (byte)char.ToLowerInvariant((char)value[i]);
        return lower.StartsWith("pass"u8) || lower.StartsWith("pwd"u8) || lower.StartsWith("secret"u8) || lower.StartsWith("your"u8) || lower.StartsWith("change"u8)
            || lower.StartsWith("xxx"u8) || lower.StartsWith("null"u8) || lower.StartsWith("true"u8) || lower.StartsWith("false"u8) || lower.StartsWith("token"u8) || SaysExample(value);
    }

    private static bool SaysExample(ReadOnlySpan<byte> value) => value.IndexOf("EXAMPLE"u8) >= 0 || value.IndexOf("example"u8) >= 0 || value.IndexOf("xxxx"u8) >= 0 || value.IndexOf("XXXX"u8) >= 0;
}
