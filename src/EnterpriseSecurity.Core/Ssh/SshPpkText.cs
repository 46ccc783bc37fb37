using System.Globalization;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>The lines of a PuTTY private key file, taken apart; its private part is still as it is stored.</summary>
internal sealed class SshPpkText : IDisposable
{
    private const int MaximumSize = 1024 * 1024;
    private const int MostLines = 10_000;

    private SshPpkText(int version, SshPublicKey publicKey, byte[] rawComment, bool isEncrypted, SecretBuffer privatePart)
    {
        Version = version;
        PublicKey = publicKey;
        RawComment = rawComment;
        IsEncrypted = isEncrypted;
        Private = privatePart;
    }

    public int Version { get; }

    public SshPublicKey PublicKey { get; }

    /// <summary>The comment's bytes, which the MAC covers as they are.</summary>
    public byte[] RawComment { get; }

    public bool IsEncrypted { get; }

    public SecretBuffer Private { get; }

    public byte[] Mac { get; private set; } = [];

    public Argon2Variant Variant { get; private init; }

    public Argon2Parameters Cost { get; private init; }

    public byte[] Salt { get; private init; } = [];

    /// <exception cref="MalformedDataException">A line is missing or broken.</exception>
    /// <exception cref="UnsupportedException">The version, cipher or key derivation is not supported.</exception>
    public static SshPpkText Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length > MaximumSize) throw Malformed("it is larger than 1 MiB.");
        ReadOnlySpan<byte> rest = file;
        ReadOnlySpan<byte> first = SshPem.NextLine(ref rest);
        int version = first.StartsWith("PuTTY-User-Key-File-3: "u8) ? 3 : first.StartsWith("PuTTY-User-Key-File-2: "u8) ? 2
            : throw SecurityErrors.SshKeyUnsupported("This version of PuTTY's key files is not supported; versions 2 and 3 are.");
        string algorithm = Encoding.Latin1.GetString(first[23..]);
        string cipher = Encoding.Latin1.GetString(Value(ref rest, "Encryption"u8));
        if (cipher is not ("none" or "aes256-cbc")) throw SecurityErrors.SshKeyUnsupported($"Key files encrypted with '{SshComment.FromFile(cipher)}' are not supported.");
        bool isEncrypted = cipher != "none";
        byte[] comment = Value(ref rest, "Comment"u8).ToArray();
        using SecretBuffer blob = Block(ref rest, "Public-Lines"u8);
        SshPublicKey key = SshPublicKey.FromBlob(blob.Span, SshComment.FromFile(comment));
        if (key.Algorithm != algorithm) throw Malformed("the type in its first line is not the type of its key.");

        Argon2Variant variant = default;
        Argon2Parameters cost = default;
        byte[] salt = [];
        if (version == 3 && isEncrypted)
        {
            variant = Encoding.Latin1.GetString(Value(ref rest, "Key-Derivation"u8)) switch
            {
                "Argon2id" => Argon2Variant.Argon2id,
                "Argon2i" => Argon2Variant.Argon2i,
                "Argon2d" => Argon2Variant.Argon2d,
                _ => throw SecurityErrors.SshKeyUnsupported("The key derivation of this key file is not supported; Argon2 is."),
            };
            cost = new Argon2Parameters(Number(ref rest, "Argon2-Memory"u8), Number(ref rest, "Argon2-Passes"u8), Number(ref rest, "Argon2-Parallelism"u8));
            salt = Hex(ref rest, "Argon2-Salt"u8);
        }

        SshPpkText text = new(version, key, comment, isEncrypted, Block(ref rest, "Private-Lines"u8)) { Variant = variant, Cost = cost, Salt = salt };
        try
        {
            text.Mac = Hex(ref rest, "Private-MAC"u8);
            return text;
        }
        catch
        {
            text.Dispose();
            throw;
        }
    }

    public void Dispose() => Private.Dispose();

    private static ReadOnlySpan<byte> Value(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> line = SshPem.NextLine(ref rest);
        if (!line.StartsWith(name) || !line[name.Length..].StartsWith(": "u8)) throw Malformed($"it has no {Encoding.Latin1.GetString(name)} where one belongs.");
        return line[(name.Length + 2)..];
    }

    private static int Number(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> name) =>
        int.TryParse(Value(ref rest, name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw Malformed($"its {Encoding.Latin1.GetString(name)} is not a number.");

    private static byte[] Hex(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> name)
    {
        try
        {
            return Convert.FromHexString(Encoding.Latin1.GetString(Value(ref rest, name)));
        }
        catch (FormatException)
        {
            throw Malformed($"its {Encoding.Latin1.GetString(name)} is not hexadecimal.");
        }
    }

    private static SecretBuffer Block(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> name)
    {
        int lines = Number(ref rest, name);
        if (lines > MostLines) throw Malformed("it has more lines than any key.");
        ReadOnlySpan<byte> start = rest;
        for (int i = 0; i < lines; i++) SshPem.NextLine(ref rest);
        return SshPem.DecodeBase64(start[..(start.Length - rest.Length)]);
    }

    private static MalformedDataException Malformed(string detail) => SecurityErrors.SshMalformed(SshData.Key, detail);
}
