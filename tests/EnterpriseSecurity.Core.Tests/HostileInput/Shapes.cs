using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <summary>Takes good inputs apart by the rules of their formats.</summary>
internal static class Shapes
{
    private const int PemLine = 64;

    /// <summary>DER (X.690); what stands in an OCTET or BIT STRING is taken apart too when it is DER itself.</summary>
    public static Piece Der(byte[] der) => new(TryDer(der) ?? throw new ArgumentException("No DER.", nameof(der)));

    /// <summary>Strings of RFC 4251 to the end, of which some may hold strings themselves.</summary>
    public static Piece Wire(byte[] blob) => Wire(blob, "");

    /// <summary>
    /// Fields of RFC 4251: <c>s</c> a string, <c>u</c> and <c>U</c> numbers of 4 and 8 bytes; what comes after is strings, or bytes.
    /// </summary>
    public static Piece Wire(byte[] blob, string layout)
    {
        List<Piece> parts = [];
        int at = 0;
        foreach (char kind in layout)
        {
            int size = kind == 'u' ? 4 : kind == 'U' ? 8 : 4 + (int)BinaryPrimitives.ReadUInt32BigEndian(blob.AsSpan(at));
            byte[] field = blob[at..(at + size)];
            parts.Add(kind == 's' ? Field(field[4..]) : new Piece(field));
            at += size;
        }

        if (TryStrings(blob[at..]) is { } strings) parts.AddRange(strings);
        else parts.Add(new Piece(blob[at..]));
        return new Piece(parts);
    }

    /// <summary>Base64 between two lines, of content that is taken apart.</summary>
    public static Piece Pem(string text, Func<byte[], Piece> inner)
    {
        string[] lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        byte[] content = Convert.FromBase64String(string.Concat(lines[1..^1]));
        Piece body = new([inner(content)], bytes => Utf8(string.Join('\n', Convert.ToBase64String(bytes).Chunk(PemLine).Select(line => new string(line)))));
        return new Piece([new Piece(Utf8(lines[0])), body, new Piece(Utf8(lines[^1] + "\n"))], separator: "\n");
    }

    /// <summary>Base64 of content that is taken apart.</summary>
    public static Piece Base64(string text, Func<byte[], Piece> inner) => new([inner(Convert.FromBase64String(text))], bytes => Utf8(Convert.ToBase64String(bytes)));

    /// <summary>Base64url of content that is taken apart.</summary>
    public static Piece Url64(string text, Func<byte[], Piece> inner) => new([inner(Base64Url.DecodeFromChars(text))], bytes => Base64Url.EncodeToUtf8(bytes));

    /// <summary>JSON (RFC 8259): members and items are pieces, and so are a member's name and value.</summary>
    public static Piece Json(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return new Piece([Json(document.RootElement)]);
    }

    /// <summary>Text that is split at the first of the delimiters that stands in it, and its parts at the next.</summary>
    public static Piece Text(string text, string delimiters)
    {
        for (int at = 0; at < delimiters.Length; at++)
        {
            if (!text.Contains(delimiters[at])) continue;
            string rest = delimiters[(at + 1)..];
            return new Piece(text.Split(delimiters[at]).Select(part => Text(part, rest)), separator: delimiters[at].ToString());
        }

        return new Piece(Utf8(text));
    }

    /// <summary>Words with blanks between them, of which one is base64 of an SSH blob.</summary>
    public static Piece SshLine(string line, string layout = "") => new(
        line.TrimEnd('\n').Split(' ').Select(word => word.StartsWith("AAAA", StringComparison.Ordinal) ? Base64(word, blob => Wire(blob, layout)) : Text(word, ",=\"")), separator: " ");

    /// <summary>An OpenSSH key file that is not encrypted, with its check numbers and its padding.</summary>
    public static Piece OpenSshKey(string pem) => Pem(pem, content =>
    {
        byte[] magic = content[..15];
        Piece outer = Wire(content[15..], "sssus");
        byte[] section = content[^SectionSize(content)..];
        // What is left over is the padding, which is made anew.
        Piece fields = new([new Piece(section[..4]), new Piece(section[4..8]), .. Strings(section[8..], out _)]);
        Piece padded = new([fields], bytes => Prefix([.. bytes, .. Enumerable.Range(1, (8 - (bytes.Length % 8)) % 8).Select(one => (byte)one)]));
        return new Piece([new Piece(magic), .. outer.Parts![..^1], padded]);
    });

    /// <summary>A PPK file, version 3 and not encrypted, with the MAC that fits it.</summary>
    public static Piece Ppk(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        int count = int.Parse(lines[3].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        byte[] publicPart = Convert.FromBase64String(string.Concat(lines[4..(4 + count)]));
        byte[] privatePart = Convert.FromBase64String(string.Concat(lines[(5 + count)..^1]));
        Piece fields = new([new Piece(Utf8(lines[0].Split(' ')[1]), Prefix), new Piece(Utf8("none"), Prefix), new Piece(Utf8(lines[2].Split(' ')[1]), Prefix), new Piece([Wire(publicPart)], Prefix), new Piece([Wire(privatePart)], Prefix)]);
        return new Piece([fields], WritePpk);
    }

    /// <summary>Bytes after their length.</summary>
    public static byte[] Prefix(byte[] bytes)
    {
        byte[] prefixed = new byte[4 + bytes.Length];
        BinaryPrimitives.WriteInt32BigEndian(prefixed, bytes.Length);
        bytes.CopyTo(prefixed, 4);
        return prefixed;
    }

    // What the MAC covers are the very fields, so that the file can be written from it.
    private static byte[] WritePpk(byte[] covered)
    {
        byte[] mac = HMACSHA256.HashData(Array.Empty<byte>(), covered);
        List<byte[]> fields = [.. (TryStrings(covered) ?? []).Select(one => one.Write()[4..])];
        if (fields.Count != 5) return covered;
        return Utf8($"PuTTY-User-Key-File-3: {Latin(fields[0])}\nEncryption: {Latin(fields[1])}\nComment: {Latin(fields[2])}\n{Block("Public", fields[3])}{Block("Private", fields[4])}Private-MAC: {Convert.ToHexStringLower(mac)}\n");

        static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);
        static string Block(string name, byte[] bytes)
        {
            string[] lines = [.. Convert.ToBase64String(bytes).Chunk(PemLine).Select(line => new string(line))];
            return $"{name}-Lines: {lines.Length}\n{string.Concat(lines.Select(line => line + "\n"))}";
        }
    }

    private static int SectionSize(byte[] content)
    {
        int at = 15;
        foreach (char kind in "sssus") at += kind == 'u' ? 4 : 4 + (int)BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(at));
        return content.Length - at - 4;
    }

    private static Piece Field(byte[] content) =>
        TryStrings(content) is { Count: > 1 } strings ? new Piece(strings, Prefix) : new Piece(content, Prefix);

    private static List<Piece>? TryStrings(byte[] content)
    {
        List<Piece> strings = Strings(content, out int left);
        return left == 0 ? strings : null;
    }

    private static List<Piece> Strings(byte[] content, out int left)
    {
        List<Piece> strings = [];
        left = content.Length;
        while (left >= 4)
        {
            byte[] rest = content[^left..];
            uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 4) break;
            strings.Add(Field(rest[4..(4 + (int)length)]));
            left -= 4 + (int)length;
        }

        return strings;
    }

    private static List<Piece>? TryDer(byte[] der)
    {
        List<Piece> values = [];
        for (int at = 0; at < der.Length;)
        {
            byte tag = der[at];
            if ((tag & 0x1f) == 0x1f || tag == 0 || at + 2 > der.Length) return null;
            int size = der[at + 1] < 0x80 ? 0 : der[at + 1] & 0x7f;
            if (size > 3 || (der[at + 1] == 0x80) || at + 2 + size > der.Length) return null;
            int length = size == 0 ? der[at + 1] : der.AsSpan(at + 2, size).ToArray().Aggregate(0, (sum, one) => (sum << 8) | one);
            at += 2 + size;
            if (length > der.Length - at) return null;
            byte[] content = der[at..(at + length)];
            byte[] Wrap(byte[] bytes) => [tag, .. Length(bytes.Length), .. bytes];
            List<Piece>? inner = (tag & 0x20) != 0 || (tag == 4 && length > 1) ? TryDer(content) : null;
            List<Piece>? bits = tag == 3 && length > 2 && content[0] == 0 ? TryDer(content[1..]) : null;
            values.Add(inner is not null ? new Piece(inner, Wrap) : bits is not null ? new Piece([new Piece([0]), .. bits], Wrap) : new Piece(content, Wrap));
            at += length;
        }

        return values;
    }

    private static byte[] Length(int length) =>
        length < 0x80 ? [(byte)length] : length < 0x100 ? [0x81, (byte)length] : length < 0x10000 ? [0x82, (byte)(length >> 8), (byte)length] : [0x83, (byte)(length >> 16), (byte)(length >> 8), (byte)length];

    private static Piece Json(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => new Piece(value.EnumerateObject().Select(member => new Piece([new Piece(Utf8(JsonSerializer.Serialize(member.Name))), Json(member.Value)], separator: ":")), Around('{', '}'), ","),
        JsonValueKind.Array => new Piece(value.EnumerateArray().Select(Json), Around('[', ']'), ","),
        _ => new Piece(Utf8(value.GetRawText())),
    };

    private static Func<byte[], byte[]> Around(char before, char after) => bytes => [(byte)before, .. bytes, (byte)after];

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
