using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>A JWT, taken apart without judging it, and signed again.</summary>
internal sealed record JwtText(string Header, string Payload)
{
    /// <summary>The key of all tokens that are compared.</summary>
    public static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(one => (byte)one)];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a token; null when it has not three parts of Base64.</summary>
    public static JwtText? Read(byte[] input)
    {
        string[] parts = Encoding.Latin1.GetString(input).Split('.');
        return parts.Length == 3 && Decode(parts[0]) is { } header && Decode(parts[1]) is { } payload ? new JwtText(header, payload) : null;
    }

    /// <summary>Header and payload with their signature.</summary>
    public static byte[] Sign(byte[] signed) => [.. signed, (byte)'.', .. Encoding.ASCII.GetBytes(Base64Url.EncodeToString(HMACSHA256.HashData(Key, signed)))];

    /// <summary>The token in the spelling of RFC 7515.</summary>
    public byte[] Write() => Sign(Encoding.ASCII.GetBytes($"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Payload))}"));

    /// <summary>The token with the last of members that come twice; null when none does.</summary>
    public JwtText? WithLastMembers() => Last(Header) is { } header && Last(Payload) is { } payload && (header != Compact(Header) || payload != Compact(Payload)) ? new JwtText(header, payload) : null;

    /// <summary>The token with other claims; null when they are no object, or nothing changes.</summary>
    public JwtText? WithClaims(Func<JsonObject, bool> change)
    {
        try
        {
            return JsonNode.Parse(Payload) is JsonObject claims && change(claims) ? this with { Payload = claims.ToJsonString(Plain) } : null;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            // Members that come twice.
            return null;
        }
    }

    /// <summary>The token with another header; null when it is no object, or nothing changes.</summary>
    public JwtText? WithHeader(Func<JsonObject, bool> change) => new JwtText(Payload, Header).WithClaims(change) is { } changed ? this with { Header = changed.Payload } : null;

    private static string? Decode(string part)
    {
        string characters = part.Split('=')[0];
        try
        {
            byte[] bytes = Convert.FromBase64String(characters.Replace('-', '+').Replace('_', '/').PadRight((characters.Length + 3) / 4 * 4, '='));
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static string? Compact(string json) => Rewrite(json, lastOnly: false);

    private static string? Last(string json) => Rewrite(json, lastOnly: true);

    private static string? Rewrite(string json, bool lastOnly)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            StringBuilder text = new();
            Append(document.RootElement, lastOnly, text);
            return text.ToString();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Append(JsonElement value, bool lastOnly, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                JsonProperty[] members = [.. value.EnumerateObject()];
                JsonProperty[] kept = lastOnly ? [.. members.Where((one, at) => members.Skip(at + 1).All(other => other.Name != one.Name))] : members;
                text.Append('{');
                for (int at = 0; at < kept.Length; at++)
                {
                    text.Append(at == 0 ? "" : ",").Append(JsonSerializer.Serialize(kept[at].Name, Plain)).Append(':');
                    Append(kept[at].Value, lastOnly, text);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                int number = 0;
                foreach (JsonElement item in value.EnumerateArray())
                {
                    if (number++ > 0) text.Append(',');
                    Append(item, lastOnly, text);
                }

                text.Append(']');
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }
}
