using System.Globalization;
using System.Text;

namespace EnterpriseSecurity.Certificates;

/// <summary>Reads distinguished names from text (RFC 4514), without parts of several attributes and without values in hexadecimal.</summary>
internal static class DistinguishedNameParser
{
    private const string Special = ",+\"\\<>;=";

    /// <summary>The attributes in the order of the text.</summary>
    /// <exception cref="InvalidInputException">It is no such text.</exception>
    public static IReadOnlyList<(string Type, string Value)> Split(string text)
    {
        List<(string, string)> parts = [];
        int at = 0;
        while (at < text.Length)
        {
            int equals = text.IndexOf('=', at);
            if (equals < 0) throw SecurityErrors.CertificateSubjectInvalid(text, "an attribute is written CN=value");
            string type = text[at..equals].Trim();
            if (type.Length == 0 || !type.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')) throw SecurityErrors.CertificateSubjectInvalid(text, "an attribute is written CN=value");
            at = equals + 1;
            parts.Add((type, ReadValue(text, ref at)));
            if (at == text.Length) break;
            if (++at == text.Length) throw SecurityErrors.CertificateSubjectInvalid(text, "it ends with a comma");
        }

        return parts;
    }

    // Ends at an unescaped comma or at the end of the text.
    private static string ReadValue(string text, ref int at)
    {
        MemoryStream value = new();
        int kept = 0;
        while (at < text.Length && text[at] == ' ') at++;
        if (at < text.Length && text[at] == '#') throw SecurityErrors.CertificateSubjectInvalid(text, "values in hexadecimal are not read");
        while (at < text.Length && text[at] != ',')
        {
            bool escaped = text[at] == '\\';
            if (!escaped && (text[at] is '+' or '"' or ';' or '<' or '>')) throw SecurityErrors.CertificateSubjectInvalid(text, $"the character {text[at]} has to be written \\{text[at]}");
            if (escaped) ReadEscape(text, ref at, value);
            else
            {
                int length = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
                value.Write(Encoding.UTF8.GetBytes(text.Substring(at, length)));
                at += length;
            }

            if (escaped || text[at - 1] != ' ') kept = (int)value.Length;
        }

        value.SetLength(kept);
        return Encoding.UTF8.GetString(value.ToArray());
    }

    private static void ReadEscape(string text, ref int at, MemoryStream value)
    {
        at++;
        if (at < text.Length && (Special.Contains(text[at]) || text[at] is ' ' or '#'))
        {
            value.WriteByte((byte)text[at++]);
            return;
        }

        if (at + 2 > text.Length || !byte.TryParse(text.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte octet))
        {
            throw SecurityErrors.CertificateSubjectInvalid(text, "a backslash has a special character or two hexadecimal digits after it");
        }

        value.WriteByte(octet);
        at += 2;
    }
}
