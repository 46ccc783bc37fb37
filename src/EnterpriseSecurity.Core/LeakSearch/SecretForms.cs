using System.Buffers.Text;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>Takes one spelling of a secret; the bytes are wiped after the call.</summary>
internal delegate void SecretFormVisitor(LeakForm form, ReadOnlySpan<byte> pattern);

/// <summary>The spellings in which a secret turns up in files: encoded, escaped, quoted, and as a part of something encoded.</summary>
internal static class SecretForms
{
    /// <summary>The longest piece of a secret that is spelled out; of a longer one the middle stands for all.</summary>
    public const int LongestPiece = 512;

    /// <summary>Shorter spellings are left out: ordinary text would hold them by chance.</summary>
    public const int Shortest = 8;

    // Percent-encoding makes three bytes of one, XML six.
    private const int LargestGrowth = 6;

    /// <summary>Visits each spelling once, the plain one first.</summary>
    /// <param name="value">The secret; text in UTF-8.</param>
    /// <param name="isText">True for text: spellings that only text has are visited too.</param>
    /// <param name="visit">Takes the spellings.</param>
    /// <returns>False when the value is too short.</returns>
    public static bool Visit(ReadOnlySpan<byte> value, bool isText, SecretFormVisitor visit)
    {
        if (isText) value = value.Trim(" \t\r\n"u8);
        value = Middle(value, isText);
        if (value.Length < Shortest) return false;
        using SecretBuffer scratch = new(LongestPiece * LargestGrowth);
        Span<byte> room = scratch.Span;
        visit(LeakForm.Plain, value);
        VisitBase64(value, LeakForm.Base64, room, visit);
        VisitHex(value, room, visit);
        if (!isText || !System.Text.Unicode.Utf8.IsValid(value)) return true;
        VisitUtf16(value, room, visit);
        VisitEscaped(LeakForm.UrlEncoded, value, PercentUpper, room, visit);
        VisitEscaped(LeakForm.UrlEncoded, value, PercentLower, room, visit);
        VisitEscaped(LeakForm.JsonEscaped, value, Json, room, visit);
        VisitEscaped(LeakForm.XmlEscaped, value, Xml, room, visit);
        VisitEscaped(LeakForm.Quoted, value, static (one, to) => one == '\'' ? Put(to, "''"u8) : Put(to, [one]), room, visit);
        VisitEscaped(LeakForm.Quoted, value, static (one, to) => one is (byte)'"' or (byte)'$' or (byte)'`' ? Put(to, [(byte)'`', one]) : Put(to, [one]), room, visit);
        bool hasReturns = value.Contains((byte)'\r');
        VisitEscaped(LeakForm.OtherLineEnds, value, hasReturns ? static (one, to) => one == '\r' ? 0 : Put(to, [one]) : static (one, to) => one == '\n' ? Put(to, "\r\n"u8) : Put(to, [one]), room, visit);
        return true;
    }

    private static ReadOnlySpan<byte> Middle(ReadOnlySpan<byte> value, bool isText)
    {
        if (value.Length <= LongestPiece) return value;
        int start = (value.Length - LongestPiece) / 2;
        int end = start + LongestPiece;
        // Not within a character.
        while (isText && start > 0 && (value[start] & 0xC0) == 0x80) start--;
        while (isText && end > start && (value[end] & 0xC0) == 0x80) end--;
        return value[start..end];
    }

    // Within something longer the encoding depends on where the secret begins, so that its first and last characters
    // may hold bits of the neighbours: three spellings, each of what is the secret's alone.
    private static void VisitBase64(ReadOnlySpan<byte> value, LeakForm form, Span<byte> room, SecretFormVisitor visit)
    {
        for (int skipped = 0; skipped < 3; skipped++)
        {
            ReadOnlySpan<byte> whole = value[skipped..];
            whole = whole[..(whole.Length / 3 * 3)];
            if (whole.Length * 4 / 3 < Shortest) continue;
            Base64.EncodeToUtf8(whole, room, out _, out int written);
            Span<byte> text = room[..written];
            visit(form, text);
            if (text.IndexOfAny((byte)'+', (byte)'/') < 0) continue;
            text.Replace((byte)'+', (byte)'-');
            text.Replace((byte)'/', (byte)'_');
            visit(form, text);
        }
    }

    private static void VisitHex(ReadOnlySpan<byte> value, Span<byte> room, SecretFormVisitor visit)
    {
        Span<byte> text = room[..(2 * value.Length)];
        for (int i = 0; i < value.Length; i++)
        {
            text[2 * i] = "0123456789abcdef"u8[value[i] >> 4];
            text[(2 * i) + 1] = "0123456789abcdef"u8[value[i] & 15];
        }

        visit(LeakForm.Hex, text);
        for (int i = 0; i < text.Length; i++) text[i] = (byte)(text[i] >= 'a' ? text[i] - 32 : text[i]);
        visit(LeakForm.Hex, text);
    }

    private static void VisitUtf16(ReadOnlySpan<byte> value, Span<byte> room, SecretFormVisitor visit)
    {
        using SecretBuffer wide = new(2 * value.Length);
        using SecretBuffer characters = new(2 * value.Length);
        Span<char> text = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, char>(characters.Span);
        int count = Encoding.UTF8.GetChars(value, text);
        int length = Encoding.Unicode.GetBytes(text[..count], wide.Span);
        visit(LeakForm.Utf16, wide.Span[..length]);
        VisitBase64(wide.Span[..length], LeakForm.Base64Utf16, room, visit);
    }

    private static void VisitEscaped(LeakForm form, ReadOnlySpan<byte> value, Func<byte, byte[], int> escape, Span<byte> room, SecretFormVisitor visit)
    {
        byte[] one = new byte[LargestGrowth];
        int length = 0;
        foreach (byte from in value)
        {
            int written = escape(from, one);
            one.AsSpan(0, written).CopyTo(room[length..]);
            length += written;
        }

        Array.Clear(one);
        if (!room[..length].SequenceEqual(value)) visit(form, room[..length]);
    }

    private static int Put(byte[] to, ReadOnlySpan<byte> text)
    {
        text.CopyTo(to);
        return text.Length;
    }

    private static int PercentUpper(byte one, byte[] to) => Percent(one, to, "0123456789ABCDEF"u8);

    private static int PercentLower(byte one, byte[] to) => Percent(one, to, "0123456789abcdef"u8);

    private static int Percent(byte one, byte[] to, ReadOnlySpan<byte> digits) =>
        char.IsAsciiLetterOrDigit((char)one) || one is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~' ? Put(to, [one]) : Put(to, [(byte)'%', digits[one >> 4], digits[one & 15]]);

    private static int Json(byte one, byte[] to) => one switch
    {
        (byte)'"' => Put(to, "\\\""u8),
        (byte)'\\' => Put(to, "\\\\"u8),
        (byte)'\n' => Put(to, "\\n"u8),
        (byte)'\r' => Put(to, "\\r"u8),
        (byte)'\t' => Put(to, "\\t"u8),
        _ => Put(to, [one]),
    };

    private static int Xml(byte one, byte[] to) => one switch
    {
        (byte)'&' => Put(to, "&amp;"u8),
        (byte)'<' => Put(to, "&lt;"u8),
        (byte)'>' => Put(to, "&gt;"u8),
        (byte)'"' => Put(to, "&quot;"u8),
        (byte)'\'' => Put(to, "&apos;"u8),
        _ => Put(to, [one]),
    };
}
