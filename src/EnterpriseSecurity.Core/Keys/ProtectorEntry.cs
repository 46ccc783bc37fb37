using System.Text.Json.Serialization;

namespace EnterpriseSecurity.Keys;

/// <summary>
/// A protector as <c>store.json</c> keeps it: the root key wrapped with AES-256-GCM under a key that only the
/// protector's holder can make, and every parameter that making it needs.
/// </summary>
internal sealed record ProtectorEntry
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("type")]
    [JsonConverter(typeof(JsonStringEnumConverter<ProtectorKind>))]
    public required ProtectorKind Kind { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("created")]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>argon2id</c>, <c>hkdf-sha256</c> or <c>dpapi</c>.</summary>
    [JsonPropertyName("kdf")]
    public required string Kdf { get; init; }

    /// <summary>The salt; for <c>dpapi</c> the protected key.</summary>
    [JsonPropertyName("salt")]
    public required byte[] Salt { get; init; }

    [JsonPropertyName("memoryKiB")]
    public int MemoryKiB { get; init; }

    [JsonPropertyName("iterations")]
    public int Iterations { get; init; }

    [JsonPropertyName("parallelism")]
    public int Parallelism { get; init; }

    /// <summary>How many recovery shares are needed.</summary>
    [JsonPropertyName("threshold")]
    public int Threshold { get; init; }

    /// <summary>The wrapped root key.</summary>
    [JsonPropertyName("wrapped")]
    public byte[] Wrapped { get; init; } = [];

    /// <summary>What others may see.</summary>
    public ProtectorInfo ToInfo() => new(Id, Kind, Description, CreatedAt);

    /// <summary>What the wrapping is bound to: changing any parameter makes it fail.</summary>
    public byte[] Binding(string storeId) => System.Text.Encoding.UTF8.GetBytes(
        FormattableString.Invariant($"{storeId}\n{Id}\n{Kind}\n{Kdf}\n{Convert.ToHexString(Salt)}\n{MemoryKiB}\n{Iterations}\n{Parallelism}\n{Threshold}"));
}
