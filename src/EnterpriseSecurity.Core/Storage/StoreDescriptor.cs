using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// <c>store.json</c>: what a store is and what unlocks it. It holds no secret. The file is
/// <c>{"store": …, "mac": "…"}</c>, the mac being HMAC-SHA-256 over the bytes of the inner object.
/// </summary>
internal sealed record StoreDescriptor
{
    /// <summary>The format this version writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The file's name in the store's folder.</summary>
    public const string FileName = "store.json";

    /// <summary>The providers, as the descriptor names them.</summary>
    public const string Sqlite = "sqlite", PostgreSql = "postgresql";

    private const int LargestFile = 1 << 20;

    [JsonPropertyName("format")]
    public int Format { get; init; } = CurrentFormat;

    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("created")]
    public required DateTimeOffset CreatedAt { get; init; }

    [JsonPropertyName("provider")]
    public string Provider { get; init; } = Sqlite;

    /// <summary>Counts the writes of this file, so that an old copy is known as one.</summary>
    [JsonPropertyName("revision")]
    public long Revision { get; init; } = 1;

    /// <summary>What the last write changed, for its audit entry; null in files of versions that did not note it.</summary>
    [JsonPropertyName("change")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DescriptorChange? Change { get; init; }

    [JsonPropertyName("protectors")]
    public IReadOnlyList<ProtectorEntry> Protectors { get; init; } = [];

    /// <summary>Reads the file. Its mac is checked by <see cref="Verify"/>, once the root key is known.</summary>
    /// <exception cref="NotFoundException">There is no store.</exception>
    /// <exception cref="MalformedDataException">The file is damaged.</exception>
    public static (StoreDescriptor Descriptor, byte[] Covered, byte[] Mac) Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw SecurityErrors.StoreNotFound(folder);
        try
        {
            if (new FileInfo(path).Length > LargestFile) throw SecurityErrors.StoreCorrupt(folder, $"{FileName} is far too large", null);
            return Parse(File.ReadAllBytes(path), folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.StoreUnavailable(path, error);
        }
    }

    /// <summary>Reads the file's content, wherever it was kept.</summary>
    /// <param name="content">The content.</param>
    /// <param name="folder">The store, for errors.</param>
    /// <exception cref="MalformedDataException">It is damaged.</exception>
    public static (StoreDescriptor Descriptor, byte[] Covered, byte[] Mac) Parse(byte[] content, string folder)
    {
        try
        {
            if (content.Length > LargestFile) throw SecurityErrors.StoreCorrupt(folder, $"{FileName} is far too large", null);
            using JsonDocument document = JsonDocument.Parse(content);
            JsonElement inner = document.RootElement.GetProperty("store");
            int format = inner.GetProperty("format").GetInt32();
            if (format > CurrentFormat) throw SecurityErrors.StoreFormatTooNew(folder, format, CurrentFormat);
            StoreDescriptor descriptor = inner.Deserialize<StoreDescriptor>() ?? throw new JsonException();
            if (descriptor.Id is null || descriptor.Protectors is null || !descriptor.Protectors.All(entry => entry is { Id: not null, Description: not null, Kdf: not null, Salt: not null, Wrapped: not null })) throw new JsonException();
            return (descriptor, Encoding.UTF8.GetBytes(inner.GetRawText()), Convert.FromHexString(document.RootElement.GetProperty("mac").GetString() ?? ""));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or NotSupportedException)
        {
            throw SecurityErrors.StoreCorrupt(folder, $"{FileName} cannot be read", error);
        }
    }

    /// <summary>Checks the file's mac.</summary>
    /// <exception cref="IntegrityException">The file was changed by someone without the key.</exception>
    public static void Verify(KeyRing keys, string folder, byte[] covered, byte[] mac)
    {
        if (!CryptographicOperations.FixedTimeEquals(keys.Authenticate(KeyPurpose.Descriptor, covered), mac))
        {
            throw SecurityErrors.StoreDescriptorChanged(Path.Combine(folder, FileName));
        }
    }

    /// <summary>Puts this in place of the file, or makes it.</summary>
    public void Write(KeyRing keys, string folder) => Write(Serialize(keys), folder);

    /// <summary>The file's content, with its mac.</summary>
    public byte[] Serialize(KeyRing keys)
    {
        byte[] inner = JsonSerializer.SerializeToUtf8Bytes(this);
        string mac = Convert.ToHexStringLower(keys.Authenticate(KeyPurpose.Descriptor, inner));
        return [.. "{\"store\":"u8, .. inner, .. Encoding.ASCII.GetBytes($",\"mac\":\"{mac}\"}}\n")];
    }

    /// <summary>Puts content in place of the file, or makes it.</summary>
    public static void Write(byte[] content, string folder)
    {
        try
        {
            OwnerOnlyFile.Replace(Path.Combine(folder, FileName), content);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileFailure.Translate(error, folder);
        }
    }
}
