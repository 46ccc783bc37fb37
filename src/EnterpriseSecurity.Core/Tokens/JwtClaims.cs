using System.Text.Json;

namespace EnterpriseSecurity.Tokens;

/// <summary>The registered claims (RFC 7519 section 4.1) of a payload.</summary>
internal sealed record JwtClaims
{
    /// <summary>The registered names, which no custom claim may have.</summary>
    public static readonly string[] Registered = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

    private const double LastSecond = 253_402_300_799;

    public required JsonElement Payload { get; init; }

    public string? Issuer { get; init; }

    public string? Subject { get; init; }

    public IReadOnlyList<string> Audience { get; init; } = [];

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }

    public string? Id { get; init; }

    /// <summary>Reads the claims, or names the one that is of the wrong type.</summary>
    public static JwtClaims? TryRead(JsonElement payload, out string wrong)
    {
        wrong = "";
        JwtClaims claims = new()
        {
            Payload = payload,
            Issuer = Text(payload, "iss", ref wrong),
            Subject = Text(payload, "sub", ref wrong),
            Audience = Texts(payload, "aud", ref wrong),
            ExpiresAt = Time(payload, "exp", ref wrong),
            NotBefore = Time(payload, "nbf", ref wrong),
            IssuedAt = Time(payload, "iat", ref wrong),
            Id = Text(payload, "jti", ref wrong),
        };
        return wrong.Length == 0 ? claims : null;
    }

    private static string? Text(JsonElement payload, string name, ref string wrong)
    {
        if (!payload.TryGetProperty(name, out JsonElement value)) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        wrong = name;
        return null;
    }

    private static IReadOnlyList<string> Texts(JsonElement payload, string name, ref string wrong)
    {
        if (!payload.TryGetProperty(name, out JsonElement value)) return [];
        if (value.ValueKind == JsonValueKind.String) return [value.GetString()!];
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String)) return [.. value.EnumerateArray().Select(one => one.GetString()!)];
        wrong = name;
        return [];
    }

    // A NumericDate may have a fraction (RFC 7519 section 2).
    private static DateTimeOffset? Time(JsonElement payload, string name, ref string wrong)
    {
        if (!payload.TryGetProperty(name, out JsonElement value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double seconds) && seconds is >= 0 and <= LastSecond)
        {
            return DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));
        }

        wrong = name;
        return null;
    }
}
