using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.ApiKeys;

/// <summary>
/// The text of an API key: <c>PREFIX_ID_SECRET</c>. The id is 12 letters and digits and is no secret; the secret is 32
/// of them, 190 random bits, and six more that are the CRC-32 of all before, so that a scanner that finds the text
/// somewhere knows without asking anybody that it is a key.
/// </summary>
internal static class ApiKeyText
{
    /// <summary>The prefix of keys whose maker did not choose another.</summary>
    public const string DefaultPrefix = "esk";

    /// <summary>The characters of an id.</summary>
    public const int IdLength = 12;

    /// <summary>The most characters of an id: that of an imported key.</summary>
    public const int LongestId = 26;

    /// <summary>More than any key's characters: nothing longer is looked at.</summary>
    public const int LongestKey = 256;

    private const int SecretLength = 32;
    private const int CheckLength = 6;
    private const int LongestPrefix = 16;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Checks a prefix: 2 to 16 ASCII letters and digits.</summary>
    /// <exception cref="InvalidInputException">It is something else.</exception>
    public static string CheckPrefix(string prefix) =>
        prefix.Length is >= 2 and <= LongestPrefix && prefix.All(char.IsAsciiLetterOrDigit) ? prefix : throw SecurityErrors.ApiKeyPrefixInvalid(prefix);

    /// <summary>Makes a new key's id and text; the caller wipes the text.</summary>
    public static (string Id, SecretBuffer Key) Create(string prefix)
    {
        string id = RandomNumberGenerator.GetString(Digits, IdLength);
        SecretBuffer key = new(prefix.Length + 1 + IdLength + 1 + SecretLength + CheckLength);
        int secretAt = Encoding.ASCII.GetBytes($"{prefix}_{id}_", key.Span);
        Span<char> secret = stackalloc char[SecretLength];
        RandomNumberGenerator.GetItems<char>(Digits, secret);
        Encoding.ASCII.GetBytes(secret, key.Span[secretAt..]);
        secret.Clear();
        WriteChecksum(key.Span[..^CheckLength], key.Span[^CheckLength..]);
        return (id, key);
    }

    /// <summary>The id in a key's text; null when the text is not a key of this form, or its checksum is wrong.</summary>
    public static string? FindId(ReadOnlySpan<byte> key)
    {
        int prefix = key.IndexOf((byte)'_');
        if (prefix is < 2 or > LongestPrefix || key.Length != prefix + 1 + IdLength + 1 + SecretLength + CheckLength || key[prefix + 1 + IdLength] != (byte)'_') return null;
        ReadOnlySpan<byte> id = key.Slice(prefix + 1, IdLength);
        foreach (byte digit in id)
        {
            if (!char.IsAsciiLetterOrDigit((char)digit)) return null;
        }

        Span<byte> checksum = stackalloc byte[CheckLength];
        WriteChecksum(key[..^CheckLength], checksum);
        return CryptographicOperations.FixedTimeEquals(checksum, key[^CheckLength..]) ? Encoding.ASCII.GetString(id) : null;
    }

    /// <summary>
    /// The id that somebody means: when a whole key was given for it, the id in it, and nothing of what is longer than an
    /// id, so that no secret gets into an error or into the audit trail.
    /// </summary>
    public static string IdOf(string text)
    {
        if (text.Length <= LongestId) return text;
        string[] parts = text.Split('_');
        return parts.Length == 3 && parts[1].Length == IdLength ? parts[1] : "…";
    }

    /// <summary>The name that somebody means: as it is, unless it has the shape of a key, which is cut as <see cref="IdOf"/> does.</summary>
    public static string NameOf(string text) => text.Length > LongestId && text.Count(one => one == '_') == 2 && !text.Contains(' ', StringComparison.Ordinal) ? IdOf(text) : text;

    /// <summary>Writes the checksum of what is before it: six digits to the base of 62, the most significant first.</summary>
    internal static void WriteChecksum(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        uint rest = Crc32(text);
        for (int i = CheckLength - 1; i >= 0; i--)
        {
            digits[i] = (byte)Digits[(int)(rest % 62)];
            rest /= 62;
        }
    }

    // ISO 3309, as zlib computes it.
    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in data)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }

        return ~crc;
    }
}
