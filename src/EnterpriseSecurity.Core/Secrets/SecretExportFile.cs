using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Secrets;

/// <summary>
/// The export file: the magic <c>ESEXPORT1\n</c>, the header's length (4 bytes, big endian), the header as JSON with
/// the protector that wraps the file's key, then <see cref="ChunkedAead"/> over the secrets. Each of these is the length of
/// its description (4 bytes), the description as JSON, the length of its value, and the value as the codec writes it.
/// </summary>
internal static class SecretExportFile
{
    private const int LargestHeader = 64 * 1024;
    private const int Version = 1;
    private static ReadOnlySpan<byte> Name => "ESEXPORT"u8;
    private static ReadOnlySpan<byte> Magic => "ESEXPORT1\n"u8;
    private static ReadOnlySpan<byte> Label => "EnterpriseSecurity/1/SecretExport"u8;

    /// <summary>Writes a new file; secrets are taken one at a time.</summary>
    public static void Write(string path, KeyProtector protector, DateTimeOffset now, IEnumerable<(Description Description, SecretBuffer Value)> secrets)
    {
        using SecretBuffer key = SecretBuffer.Random(32);
        string id = Guid.NewGuid().ToString();
        ProtectorEntry draft = new() { Id = id, Kind = protector.Kind, Description = protector.Kind.ToString(), CreatedAt = now, Kdf = "", Salt = [] };
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(new Header(Version, id, protector.Protect(key.Span, id, draft)));
        string partial = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream target = OwnerOnlyFile.CreateNew(partial))
            {
                Span<byte> length = stackalloc byte[4];
                BinaryPrimitives.WriteInt32BigEndian(length, header.Length);
                target.Write(Magic);
                target.Write(length);
                target.Write(header);
                using SecretSourceStream source = new(secrets.Select(Frame));
                ChunkedAead.Encrypt(key.Span, Label, source, target);
                target.Flush(flushToDisk: true);
            }

            DurableRename.WithoutOverwrite(partial, path);
            DurableRename.FlushFolder(Path.GetDirectoryName(path)!);
        }
        finally
        {
            Leftover.Remove(partial);
        }
    }

    /// <summary>Reads a whole file; nothing is returned before all of it proved authentic. The caller wipes the values.</summary>
    public static List<(Description Description, SecretBuffer Value)> Read(string path, KeyProtector protector)
    {
        using FileStream source = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(source, path, protector);
    }

    /// <summary>Reads a whole file from a stream.</summary>
    internal static List<(Description Description, SecretBuffer Value)> Read(Stream source, string path, KeyProtector protector)
    {
        using SecretBuffer key = Unlock(source, path, protector);
        using SecretMemoryStream plain = new();
        if (!ChunkedAead.TryDecrypt(key.Span, Label, source, plain)) throw SecurityErrors.ExportMalformed(path, "its content was cut or changed");
        return Unframe(plain.Content, path);
    }

    private static SecretBuffer Unlock(Stream source, string path, KeyProtector protector)
    {
        byte[] start = new byte[Magic.Length + 4];
        int read = source.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (FileMagic.VersionOf(start, Name) is var version and > Version) throw SecurityErrors.ExportTooNew(path, version);
        if (read < start.Length || !start.AsSpan().StartsWith(Magic)) throw SecurityErrors.ExportMalformed(path, "it does not begin as one");
        int length = BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(Magic.Length));
        if (length is <= 0 or > LargestHeader) throw SecurityErrors.ExportMalformed(path, "its header is damaged");
        byte[] bytes = new byte[length];
        if (source.ReadAtLeast(bytes, length, throwOnEndOfStream: false) < length) throw SecurityErrors.ExportMalformed(path, "it ends in its header");
        Header header;
        try
        {
            header = JsonSerializer.Deserialize<Header>(bytes) ?? throw new JsonException();
            if (header.Format > Version) throw SecurityErrors.ExportTooNew(path, header.Format);
            if (header is not { Format: Version, Id: not null, Protector: { Salt: not null, Wrapped: not null } }) throw new JsonException();
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw SecurityErrors.ExportMalformed(path, "its header cannot be read");
        }

        return (protector.Fits(header.Protector) ? protector.TryUnprotect(header.Protector, header.Id) : null) ?? throw SecurityErrors.ExportUnlockFailed(path);
    }

    private static SecretBuffer Frame((Description Description, SecretBuffer Value) secret)
    {
        using SecretBuffer value = secret.Value;
        byte[] description = JsonSerializer.SerializeToUtf8Bytes(secret.Description);
        SecretBuffer frame = new(8 + description.Length + value.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.Span, description.Length);
        description.CopyTo(frame.Span[4..]);
        BinaryPrimitives.WriteInt32BigEndian(frame.Span[(4 + description.Length)..], value.Length);
        value.Span.CopyTo(frame.Span[(8 + description.Length)..]);
        return frame;
    }

    private static List<(Description Description, SecretBuffer Value)> Unframe(ReadOnlySpan<byte> plain, string path)
    {
        List<(Description, SecretBuffer)> secrets = [];
        while (!plain.IsEmpty)
        {
            Description description = JsonSerializer.Deserialize<Description>(Take(ref plain, path)) ?? throw SecurityErrors.ExportMalformed(path, "a description is empty");
            secrets.Add((description, SecretBuffer.CopyOf(Take(ref plain, path))));
        }

        return secrets;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> source, string path)
    {
        int length = source.Length < 4 ? -1 : BinaryPrimitives.ReadInt32BigEndian(source);
        if (length < 0 || length > source.Length - 4) throw SecurityErrors.ExportMalformed(path, "a length in it does not fit");
        ReadOnlySpan<byte> taken = source.Slice(4, length);
        source = source[(4 + length)..];
        return taken;
    }

    /// <summary>What the file says of a secret beside its value.</summary>
    internal sealed record Description
    {
        [JsonPropertyName("name")]
        public required string Name { get; init; }

        [JsonPropertyName("algorithm")]
        [JsonConverter(typeof(JsonStringEnumConverter<SecretAlgorithm>))]
        public required SecretAlgorithm Algorithm { get; init; }

        [JsonPropertyName("expires")]
        public DateTimeOffset? ExpiresAt { get; init; }

        [JsonPropertyName("tags")]
        public required IReadOnlyDictionary<string, string> Tags { get; init; }
    }

    private sealed record Header(
        [property: JsonPropertyName("format")] int Format,
        [property: JsonPropertyName("id")] string Id,
        [property: JsonPropertyName("protector")] ProtectorEntry Protector);
}
