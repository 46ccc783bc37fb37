using System.Text;

namespace EnterpriseSecurity.Passwords;

/// <summary>The text of one range: the lines <c>SUFFIX:COUNT</c> of all hashes that begin with five given digits.</summary>
internal static class BreachedPasswordRange
{
    /// <summary>The digits that name a hash's range; all that a service learns of it.</summary>
    public static string PrefixOf(ReadOnlySpan<byte> hash) => Convert.ToHexString(hash[..3])[..BreachedPasswordDigest.PrefixDigits];

    /// <summary>Which hash a range holds, by its first line; null when it is none.</summary>
    public static BreachedPasswordHash? HashOf(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)'\n');
        foreach (BreachedPasswordHash hash in Enum.GetValues<BreachedPasswordHash>())
        {
            if (BreachedPasswordLines.TrySplit(end < 0 ? text : text[..end], SuffixDigits(hash), out _, out _)) return hash;
        }

        return null;
    }

    /// <summary>Looks a hash up in its range. All lines are read, so that half a range is no answer.</summary>
    /// <returns>False when the text is not a whole range.</returns>
    public static bool TryFind(ReadOnlySpan<byte> text, ReadOnlySpan<byte> hash, out bool found, out long? count)
    {
        found = false;
        count = null;
        Span<byte> suffix = stackalloc byte[2 * BreachedPasswordDigest.MaximumSize];
        Convert.TryToHexString(hash, suffix, out int digits);
        suffix = suffix[BreachedPasswordDigest.PrefixDigits..digits];
        text = text.TrimEnd("\r\n"u8);
        if (text.IsEmpty) return false;
        while (true)
        {
            int end = text.IndexOf((byte)'\n');
            if (!BreachedPasswordLines.TrySplit(end < 0 ? text : text[..end], suffix.Length, out ReadOnlySpan<byte> hex, out long? number) || !IsHex(hex)) return false;
            if (Ascii.EqualsIgnoreCase(hex, suffix)) (found, count) = (true, number);
            if (end < 0) return true;
            text = text[(end + 1)..];
        }
    }

    private static int SuffixDigits(BreachedPasswordHash hash) => (2 * BreachedPasswordDigest.SizeOf(hash)) - BreachedPasswordDigest.PrefixDigits;

    private static bool IsHex(ReadOnlySpan<byte> digits)
    {
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit)) return false;
        }

        return true;
    }
}
