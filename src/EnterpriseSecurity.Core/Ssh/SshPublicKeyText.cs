using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;

namespace EnterpriseSecurity.Ssh;

/// <summary>The textual forms of a public key: OpenSSH's line, RFC 4716, and PEM (RFC 7468, RFC 5280, RFC 8017).</summary>
internal static class SshPublicKeyText
{
    private const string BlockBegin = "---- BEGIN SSH2 PUBLIC KEY ----";
    private const string BlockEnd = "---- END SSH2 PUBLIC KEY ----";
    private const int BlockLineLength = 70;

    public static SshPublicKey Parse(string text)
    {
        text = text.Trim();
        if (text.StartsWith(BlockBegin, StringComparison.Ordinal)) return ParseBlock(text);
        if (text.StartsWith("-----BEGIN ", StringComparison.Ordinal)) return ParsePem(text);
        if (text.AsSpan().ContainsAny('\r', '\n')) throw Malformed("it has more than one line.");
        return ParseLine(text);
    }

    /// <summary>Reads <c>type base64 [comment]</c>.</summary>
    public static SshPublicKey ParseLine(string line)
    {
        (string type, byte[] blob, string comment) = SplitLine(line);
        if (type.Contains("-cert-v01@", StringComparison.Ordinal)) throw Malformed("it is a certificate, not a key.");
        SshPublicKey key = SshPublicKey.FromBlob(blob, SshComment.FromFile(comment));
        return key.Algorithm == type ? key : throw Malformed("the type in the line is not the type in the key.");
    }

    /// <summary>Splits <c>type base64 [comment]</c> and decodes the middle.</summary>
    public static (string Type, byte[] Blob, string Comment) SplitLine(string line, SshData subject = SshData.Key)
    {
        if (line.Contains('\0')) throw SecurityErrors.SshMalformed(subject, "there is a zero byte in it.");
        string[] parts = line.Split((char[])[' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length < 2) throw SecurityErrors.SshMalformed(subject, "a line needs a type and, after it, Base64.");
        return (parts[0], FromBase64(parts[1], subject), parts.Length == 3 ? parts[2] : "");
    }

    public static string ToRfc4716(SshPublicKey key)
    {
        StringBuilder text = new(BlockBegin);
        text.Append('\n');
        if (key.Comment.Length > 0)
        {
            string header = $"Comment: \"{key.Comment.Replace('"', '\'')}\"";
            // A backslash at the end of a line continues it.
            for (; header.Length > BlockLineLength; header = header[BlockLineLength..]) text.Append(header, 0, BlockLineLength).Append("\\\n");
            text.Append(header).Append('\n');
        }

        string body = Convert.ToBase64String(key.Blob);
        for (int i = 0; i < body.Length; i += BlockLineLength) text.Append(body, i, Math.Min(BlockLineLength, body.Length - i)).Append('\n');
        return text.Append(BlockEnd).Append('\n').ToString();
    }

    private static SshPublicKey ParseBlock(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        string comment = "";
        int index = 1;
        for (; index < lines.Length && lines[index].Contains(':'); index++)
        {
            string header = lines[index];
            while (header.EndsWith('\\') && index + 1 < lines.Length) header = header[..^1] + lines[++index];
            if (!header.StartsWith("Comment:", StringComparison.OrdinalIgnoreCase)) continue;
            comment = header["Comment:".Length..].Trim();
            if (comment.Length >= 2 && comment[0] == '"' && comment[^1] == '"') comment = comment[1..^1];
        }

        int end = Array.IndexOf(lines, BlockEnd, index);
        if (end != lines.Length - 1) throw Malformed($"the line '{BlockEnd}' is not its last.");
        return SshPublicKey.FromBlob(FromBase64(string.Concat(lines[index..end])), SshComment.FromFile(comment));
    }

    private static SshPublicKey ParsePem(string text)
    {
        if (!PemEncoding.TryFind(text, out PemFields fields)) throw Malformed("it is not PEM.");
        byte[] der = FromBase64(text[fields.Base64Data]);
        try
        {
            return text[fields.Label] switch
            {
                "PUBLIC KEY" => SshPublicKey.FromBlob(SshAsnPublicKey.FromSubjectPublicKeyInfo(der)),
                "RSA PUBLIC KEY" => SshPublicKey.FromBlob(SshAsnPublicKey.FromPkcs1(der)),
                _ => throw SecurityErrors.SshKeyUnsupported($"PEM of type '{SshComment.FromFile(text[fields.Label])}' is not a public key."),
            };
        }
        catch (AsnContentException error)
        {
            throw SecurityErrors.SshMalformed(SshData.Key, "its ASN.1 is broken.", error);
        }
    }

    private static byte[] FromBase64(string text, SshData subject = SshData.Key)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw SecurityErrors.SshMalformed(subject, "its Base64 is broken.");
        }
    }

    private static MalformedDataException Malformed(string detail) => SecurityErrors.SshMalformed(SshData.Key, detail);
}
