using System.Text;

namespace EnterpriseSecurity.RequestSigning;

/// <summary>
/// Paths and queries in one spelling: percent-encoding as RFC 3986 section 6.2.2 normalises it. An encoded reserved
/// character stays encoded, because servers tell <c>%2F</c> from <c>/</c> and <c>%2B</c> from <c>+</c>.
/// </summary>
internal static class UriText
{
    /// <summary>The path; <c>/</c> for an empty one.</summary>
    public static string NormalizePath(string path) => path.Length == 0 ? "/" : Normalize(path);

    /// <summary>
    /// The query without its question mark: the pieces between ampersands sorted by name, without empty pieces. Pieces
    /// whose names are the same to some server keep their order, for the first or the last of them is the one that counts.
    /// </summary>
    public static string NormalizeQuery(string query)
    {
        string[] pieces = query.TrimStart('?').Length == 0 ? [] : (query[0] == '?' ? query[1..] : query).Split('&', StringSplitOptions.RemoveEmptyEntries);
        // OrderBy is stable.
        return string.Join('&', pieces.Select(Normalize).OrderBy(NameOf, StringComparer.Ordinal));
    }

    private static string Normalize(string text)
    {
        StringBuilder result = new(text.Length);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte one = bytes[i];
            if (one == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]))
            {
                byte decoded = Convert.FromHexString([(char)bytes[i + 1], (char)bytes[i + 2]])[0];
                if (IsUnreserved(decoded)) result.Append((char)decoded);
                else Encode(decoded, result);
                i += 2;
            }
            else if (IsUnreserved(one) || IsReserved(one)) result.Append((char)one);
            else Encode(one, result);
        }

        return result.ToString();
    }

    // The name as the most lenient server reads it: decoded, plus for a space, in either case. One character a byte.
    private static string NameOf(string piece)
    {
        int end = piece.IndexOf('=', StringComparison.Ordinal);
        string name = end < 0 ? piece : piece[..end];
        StringBuilder result = new(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            char character = name[i];
            if (character == '%')
            {
                character = (char)Convert.ToByte(name.Substring(i + 1, 2), 16);
                i += 2;
            }
            else if (character == '+') character = ' ';
            result.Append(char.IsAsciiLetterUpper(character) ? char.ToLowerInvariant(character) : character);
        }

        return result.ToString();
    }

    private static void Encode(byte value, StringBuilder result) => result.Append('%').Append(Convert.ToHexString([value]));

    private static bool IsUnreserved(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~';

    private static bool IsReserved(byte value) => ":/?#[]@!$&'()*+,;="u8.Contains(value);
}
