using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Tokens;

/// <summary>A new token's claims: checked, timed, and with an id of 128 random bits.</summary>
internal sealed record JwtPayload(string Id, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, string Json)
{
    /// <summary>The claim that ties an access token to the session that its refresh tokens belong to.</summary>
    public const string SessionClaim = "sid";

    private const int LongestText = 1024;
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(3660);

    /// <summary>A new id: 128 random bits in Base64url.</summary>
    public static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <exception cref="InvalidInputException">The request cannot be used.</exception>
    public static JwtPayload Create(JwtRequest request, DateTimeOffset now, string? session = null)
    {
        Check(request, session);
        DateTimeOffset issued = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        DateTimeOffset expires = DateTimeOffset.FromUnixTimeSeconds((issued + request.ExpiresIn).ToUnixTimeSeconds());
        if (request.NotBefore is { } start && start >= expires) throw SecurityErrors.JwtNotBeforeInvalid(start);
        string id = NewId();
        ArrayBufferWriter<byte> json = new();
        try
        {
            using Utf8JsonWriter writer = new(json, JwtJson.Plain with { MaxDepth = 16 });
            writer.WriteStartObject();
            if (request.Subject is not null) writer.WriteString("sub", request.Subject);
            if (request.Issuer is not null) writer.WriteString("iss", request.Issuer);
            WriteAudience(writer, request.Audience);
            writer.WriteNumber("iat", issued.ToUnixTimeSeconds());
            if (request.NotBefore is { } from) writer.WriteNumber("nbf", from.ToUnixTimeSeconds());
            writer.WriteNumber("exp", expires.ToUnixTimeSeconds());
            writer.WriteString("jti", id);
            if (session is not null) writer.WriteString(SessionClaim, session);
            WriteClaims(writer, request.Claims);
            writer.WriteEndObject();
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            throw SecurityErrors.JwtClaimInvalid("-", "the claims are nested too deeply, or hold something that is not JSON");
        }

        return new JwtPayload(id, issued, expires, Encoding.UTF8.GetString(json.WrittenSpan));
    }

    /// <summary>Writes the audience: nothing, a text, or a list.</summary>
    public static void WriteAudience(Utf8JsonWriter writer, IReadOnlyList<string> audience)
    {
        if (audience.Count == 1) writer.WriteString("aud", audience[0]);
        if (audience.Count < 2) return;
        writer.WriteStartArray("aud");
        foreach (string one in audience) writer.WriteStringValue(one);
        writer.WriteEndArray();
    }

    private static void WriteClaims(Utf8JsonWriter writer, JsonObject? claims)
    {
        foreach ((string name, JsonNode? value) in claims ?? [])
        {
            writer.WritePropertyName(name);
            if (value is null) writer.WriteNullValue();
            else value.WriteTo(writer);
        }
    }

    private static void Check(JwtRequest request, string? session)
    {
        if (request.ExpiresIn < TimeSpan.FromSeconds(1) || request.ExpiresIn > LongestLifetime) throw SecurityErrors.JwtLifetimeInvalid(request.ExpiresIn);
        CheckText("sub", request.Subject);
        CheckText("iss", request.Issuer);
        CheckText("typ", request.TokenType);
        foreach (string one in request.Audience) CheckText("aud", one);
        foreach ((string name, _) in request.Claims ?? [])
        {
            if (name.Length is 0 or > LongestText) throw SecurityErrors.JwtClaimInvalid(name, "its name is empty or too long");
            if (!IsText(name)) throw SecurityErrors.JwtClaimInvalid("?", "its name is not valid Unicode");
            if (JwtClaims.Registered.Contains(name) || (session is not null && name == SessionClaim)) throw SecurityErrors.JwtClaimReserved(name);
        }
    }

    private static void CheckText(string name, string? value)
    {
        if (value is null) return;
        if (value.Length is 0 or > LongestText || value.Any(char.IsControl)) throw SecurityErrors.JwtClaimInvalid(name, "it is empty, longer than 1024 characters, or has control characters");
        if (!IsText(value)) throw SecurityErrors.JwtClaimInvalid(name, "it is not valid Unicode");
    }

    // Half a character would be signed as U+FFFD, and one subject be taken for another.
    private static bool IsText(string value) => value.Length == 0 || CanonicalName.KeyOf(value).Length > 0;
}
