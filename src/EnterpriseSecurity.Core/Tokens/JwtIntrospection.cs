using System.Buffers;
using System.Text;
using System.Text.Json;

namespace EnterpriseSecurity.Tokens;

/// <summary>What a service answers about a token: RFC 7662 section 2.2. Of a token that is not active nothing more is told.</summary>
public sealed record JwtIntrospection
{
    private JwtIntrospection()
    {
    }

    /// <summary>True for a token that was accepted.</summary>
    public bool Active { get; private init; }

    /// <summary>The scopes, separated by spaces.</summary>
    public string? Scope { get; private init; }

    /// <summary>The client that the token was issued to.</summary>
    public string? ClientId { get; private init; }

    /// <summary>The user's name to show.</summary>
    public string? UserName { get; private init; }

    /// <summary>How the token is used: <c>Bearer</c>.</summary>
    public string? TokenType { get; private init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset? IssuedAt { get; private init; }

    /// <summary>From when on it is valid.</summary>
    public DateTimeOffset? NotBefore { get; private init; }

    /// <summary>Whom it is about.</summary>
    public string? Subject { get; private init; }

    /// <summary>Whom it is for.</summary>
    public IReadOnlyList<string> Audience { get; private init; } = [];

    /// <summary>Who issued it.</summary>
    public string? Issuer { get; private init; }

    /// <summary>Its id.</summary>
    public string? Id { get; private init; }

    /// <summary>The answer about a token that was verified.</summary>
    public static JwtIntrospection Of(JwtVerification verification)
    {
        ArgumentNullException.ThrowIfNull(verification);
        if (verification is not { IsValid: true, Claims: { } claims }) return new JwtIntrospection();
        return new JwtIntrospection
        {
            Active = true,
            Scope = JwtJson.Text(claims, "scope"),
            ClientId = JwtJson.Text(claims, "client_id"),
            UserName = JwtJson.Text(claims, "username"),
            TokenType = "Bearer",
            ExpiresAt = verification.ExpiresAt,
            IssuedAt = verification.IssuedAt,
            NotBefore = verification.NotBefore,
            Subject = verification.Subject,
            Audience = verification.Audience,
            Issuer = verification.Issuer,
            Id = verification.Id,
        };
    }

    /// <summary>The answer as the RFC spells it.</summary>
    public string ToJson()
    {
        ArrayBufferWriter<byte> json = new();
        using (Utf8JsonWriter writer = new(json, JwtJson.Plain))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("active", Active);
            Write(writer, "scope", Scope);
            Write(writer, "client_id", ClientId);
            Write(writer, "username", UserName);
            Write(writer, "token_type", TokenType);
            Write(writer, "exp", ExpiresAt);
            Write(writer, "iat", IssuedAt);
            Write(writer, "nbf", NotBefore);
            Write(writer, "sub", Subject);
            JwtPayload.WriteAudience(writer, Audience);
            Write(writer, "iss", Issuer);
            Write(writer, "jti", Id);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }

    private static void Write(Utf8JsonWriter writer, string name, DateTimeOffset? value)
    {
        if (value is { } time) writer.WriteNumber(name, time.ToUnixTimeSeconds());
    }
}
