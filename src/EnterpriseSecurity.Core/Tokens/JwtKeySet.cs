using System.Buffers;
using System.Text;
using System.Text.Json;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Tokens;

/// <summary>A JSON Web Key Set (RFC 7517 section 5): the keys that a verifier trusts.</summary>
public sealed class JwtKeySet : IDisposable
{
    private const int LargestText = 1024 * 1024;
    private const int MostKeys = 256;

    /// <summary>Takes keys over.</summary>
    /// <param name="keys">The keys; they are disposed of with the set.</param>
    public JwtKeySet(IEnumerable<JwtKey> keys) => Keys = [.. keys];

    /// <summary>The keys.</summary>
    public IReadOnlyList<JwtKey> Keys { get; }

    /// <summary>
    /// Reads a set. Keys of a type or for a use that this library does not know are left out, as RFC 7517 asks; a shared
    /// secret is refused, because a set is made to be published.
    /// </summary>
    /// <exception cref="MalformedDataException">It is no key set, or a key in it is broken.</exception>
    public static JwtKeySet Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > LargestText) throw SecurityErrors.JwtKeySetMalformed("it is larger than 1 MiB");
        JsonElement root = JwtJson.TryParseObject(Encoding.UTF8.GetBytes(json)) ?? throw SecurityErrors.JwtKeySetMalformed("it is not a JSON object with each member once");
        if (!root.TryGetProperty("keys", out JsonElement keys) || keys.ValueKind != JsonValueKind.Array) throw SecurityErrors.JwtKeySetMalformed("it has no array 'keys'");
        if (keys.GetArrayLength() > MostKeys) throw SecurityErrors.JwtKeySetMalformed($"it has more than {MostKeys} keys");
        List<JwtKey> read = [];
        try
        {
            foreach (JsonElement one in keys.EnumerateArray())
            {
                if (JwtJson.Text(one, "kty") == "oct") throw SecurityErrors.JwtKeyNotPublic();
                if (TryRead(one) is { } key) read.Add(key);
            }

            return new JwtKeySet(read);
        }
        catch
        {
            foreach (JwtKey key in read) key.Dispose();
            throw;
        }
    }

    /// <summary>The set's public keys as JSON.</summary>
    /// <exception cref="InvalidInputException">One of them is a shared secret.</exception>
    public string ToJson()
    {
        ArrayBufferWriter<byte> json = new();
        using (Utf8JsonWriter writer = new(json, JwtJson.Plain))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys");
            foreach (JwtKey key in Keys) key.WritePublic(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    /// <summary>Disposes of the keys.</summary>
    public void Dispose()
    {
        foreach (JwtKey key in Keys) key.Dispose();
    }

    private static JwtKey? TryRead(JsonElement jwk)
    {
        try
        {
            return JwtJwk.Read(jwk);
        }
        catch (SecurityException error) when (error.ErrorId == nameof(SecurityErrors.JwtKeyUnsupported))
        {
            return null;
        }
    }
}
