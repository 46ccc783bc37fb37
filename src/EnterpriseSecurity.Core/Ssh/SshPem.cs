using System.Buffers;
using System.Buffers.Text;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>A PEM block (RFC 7468, with RFC 1421 headers) whose content may be secret: it never becomes a string.</summary>
internal sealed class SshPem : IDisposable
{
    private const int MaximumSize = 1024 * 1024;

    private SshPem(string label, Dictionary<string, string> headers, SecretBuffer content)
    {
        Label = label;
        Headers = headers;
        Content = content;
    }

    public string Label { get; }

    public Dictionary<string, string> Headers { get; }

    public SecretBuffer Content { get; }

    /// <exception cref="MalformedDataException">This is not one PEM block.</exception>
    public static SshPem Parse(ReadOnlySpan<byte> file, SshData subject = SshData.Key)
    {
        if (file.Length > MaximumSize) throw SecurityErrors.SshMalformed(subject, "it is larger than 1 MiB.");
        ReadOnlySpan<byte> rest = file;
        ReadOnlySpan<byte> first = NextLine(ref rest);
        if (!first.StartsWith("-----BEGIN "u8) || !first.EndsWith("-----"u8) || first.Length < 17) throw SecurityErrors.SshMalformed(subject, "it has no BEGIN line.");
        ReadOnlySpan<byte> label = first[11..^5];
        byte[] end = [.. "-----END "u8, .. label, .. "-----"u8];

        Dictionary<string, string> headers = new(StringComparer.Ordinal);
        ReadOnlySpan<byte> body = rest;
        for (ReadOnlySpan<byte> line = NextLine(ref rest); line.IndexOf((byte)':') is int colon and > 0 && IsHeaderName(line[..colon]); line = NextLine(ref rest))
        {
            headers[Encoding.Latin1.GetString(line[..colon])] = Encoding.Latin1.GetString(line[(colon + 1)..]).Trim();
            body = rest;
        }

        int finish = body.IndexOf(end);
        if (finish < 0) throw SecurityErrors.SshMalformed(subject, "it has no END line that fits its BEGIN line.");
        ReadOnlySpan<byte> after = body[(finish + end.Length)..];
        if (!NextLine(ref after).Trim(" \t"u8).IsEmpty) throw SecurityErrors.SshMalformed(subject, "its END line goes on after its end.");
        return new SshPem(Encoding.Latin1.GetString(label), headers, DecodeBase64(body[..finish], subject));
    }

    /// <summary>Decodes Base64 with line breaks.</summary>
    public static SecretBuffer DecodeBase64(ReadOnlySpan<byte> text, SshData subject = SshData.Key)
    {
        using SecretBuffer decoded = new(Base64.GetMaxDecodedFromUtf8Length(text.Length) + 3);
        if (Base64.DecodeFromUtf8(text, decoded.Span, out _, out int written) != OperationStatus.Done) throw SecurityErrors.SshMalformed(subject, "its Base64 is broken.");
        return SecretBuffer.CopyOf(decoded.Span[..written]);
    }

    /// <summary>Writes Base64 in lines.</summary>
    public static int WriteBase64(ReadOnlySpan<byte> content, int lineLength, SshWireWriter output)
    {
        using SecretBuffer text = new(Base64.GetMaxEncodedToUtf8Length(content.Length));
        Base64.EncodeToUtf8(content, text.Span, out _, out int written);
        int lines = 0;
        for (int i = 0; i < written; i += lineLength, lines++)
        {
            output.WriteBytes(text.Span[i..Math.Min(written, i + lineLength)]);
            output.WriteByte((byte)'\n');
        }

        return lines;
    }

    public static SecretBuffer Write(string label, ReadOnlySpan<byte> content, int lineLength)
    {
        using SshWireWriter output = new();
        output.WriteBytes(Encoding.ASCII.GetBytes($"-----BEGIN {label}-----\n"));
        WriteBase64(content, lineLength, output);
        output.WriteBytes(Encoding.ASCII.GetBytes($"-----END {label}-----\n"));
        return output.ToSecret();
    }

    /// <summary>
    /// What a private key file has from the key's first line on: programs put parameters, attributes or a byte order
    /// mark before it. The file itself when no line begins a private key. An OpenSSH key comes first, as for OpenSSH.
    /// </summary>
    public static ReadOnlySpan<byte> SkipToPrivateKey(ReadOnlySpan<byte> file)
    {
        bool isFirst = true;
        for (ReadOnlySpan<byte> rest = file; !rest.IsEmpty;)
        {
            ReadOnlySpan<byte> from = rest.StartsWith("\uFEFF"u8) ? rest[3..] : rest;
            ReadOnlySpan<byte> line = NextLine(ref rest);
            if (line.StartsWith("\uFEFF"u8)) line = line[3..];
            bool begins = (line.StartsWith("-----BEGIN "u8) && line.EndsWith("PRIVATE KEY-----"u8)) || line.StartsWith("PuTTY-User-Key-File-"u8);
            if (begins) return isFirst || !line.EndsWith("OPENSSH PRIVATE KEY-----"u8) ? from : file;
            isFirst &= line.Trim(" \t"u8).IsEmpty;
        }

        return file;
    }

    /// <summary>Takes a line, without its break, off the front.</summary>
    public static ReadOnlySpan<byte> NextLine(scoped ref ReadOnlySpan<byte> text)
    {
        int length = text.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = length < 0 ? text : text[..length];
        text = length < 0 ? [] : text[(length + 1)..];
        return line.TrimEnd((byte)'\r');
    }

    public void Dispose() => Content.Dispose();

    // Of letters and hyphens, as Proc-Type and DEK-Info (RFC 1421).
    private static bool IsHeaderName(ReadOnlySpan<byte> name)
    {
        foreach (byte one in name)
        {
            if (!char.IsAsciiLetter((char)one) && one != '-') return false;
        }

        return true;
    }
}
