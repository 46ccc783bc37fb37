using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Tokens;

/// <summary>
/// A session: the family of refresh tokens that follow from one another, with an end that no refresh moves. The body
/// is what its access tokens say.
/// </summary>
internal static class JwtSessionRecord
{
    public const string Collection = "jwt-session";
    public const string Revoked = "revoked";

    public static Record Create(string id, DateTimeOffset now, DateTimeOffset end) => new() { Collection = Collection, Id = id, CreatedAt = now, ExpiresAt = end };

    /// <summary>The body: the name of the signing key, and the request for each access token.</summary>
    public static byte[] Write(string signingKey, JwtRequest request)
    {
        JsonObject body = new()
        {
            ["key"] = signingKey,
            ["sub"] = request.Subject,
            ["iss"] = request.Issuer,
            ["aud"] = new JsonArray([.. request.Audience.Select(one => JsonValue.Create(one))]),
            ["seconds"] = (long)request.ExpiresIn.TotalSeconds,
            ["nbf"] = request.NotBefore?.ToUnixTimeSeconds(),
            ["typ"] = request.TokenType,
            ["claims"] = request.Claims?.DeepClone(),
        };
        ArrayBufferWriter<byte> json = new();
        using (Utf8JsonWriter writer = new(json)) body.WriteTo(writer);
        return json.WrittenSpan.ToArray();
    }

    /// <summary>Reads the body.</summary>
    public static (string SigningKey, JwtRequest Request) Read(ReadOnlySpan<byte> body)
    {
        JsonObject read = JsonNode.Parse(body)!.AsObject();
        JwtRequest request = new()
        {
            Subject = (string?)read["sub"],
            Issuer = (string?)read["iss"],
            Audience = [.. read["aud"]!.AsArray().Select(one => (string)one!)],
            ExpiresIn = TimeSpan.FromSeconds((long)read["seconds"]!),
            NotBefore = (long?)read["nbf"] is { } begin ? DateTimeOffset.FromUnixTimeSeconds(begin) : null,
            TokenType = (string)read["typ"]!,
            Claims = read["claims"]?.AsObject(),
        };
        return ((string)read["key"]!, request);
    }
}
