using System.Text.Json;

namespace EnterpriseSecurity.Tokens;

/// <summary>The outcome of a verification. What the token claims is there only when it was accepted.</summary>
public sealed record JwtVerification
{
    /// <summary>True when the token was accepted.</summary>
    public bool IsValid => Reason == JwtReason.Accepted;

    /// <summary>Why, as one of a list.</summary>
    public required JwtReason Reason { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Message { get; init; }

    /// <summary>The token's id (jti).</summary>
    public string? Id { get; private init; }

    /// <summary>Whom it is about (sub).</summary>
    public string? Subject { get; private init; }

    /// <summary>Who issued it (iss).</summary>
    public string? Issuer { get; private init; }

    /// <summary>Whom it is for (aud).</summary>
    public IReadOnlyList<string> Audience { get; private init; } = [];

    /// <summary>When it was issued (iat).</summary>
    public DateTimeOffset? IssuedAt { get; private init; }

    /// <summary>From when on it is valid (nbf).</summary>
    public DateTimeOffset? NotBefore { get; private init; }

    /// <summary>When it ends (exp).</summary>
    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary>The algorithm of its signature.</summary>
    public JwtAlgorithm? Algorithm { get; private init; }

    /// <summary>The id of the key that signed it, or null.</summary>
    public string? KeyId { get; private init; }

    /// <summary>All claims, as they stand in the token.</summary>
    public JsonElement? Claims { get; private init; }

    /// <summary>The claims of a token whose signature is good, whatever came of it afterwards; for the audit trail.</summary>
    internal JwtClaims? Proved { get; init; }

    internal static JwtVerification Refuse(JwtReason reason, string message, JwtClaims? proved = null) => new() { Reason = reason, Message = message, Proved = proved };

    internal static JwtVerification Accept(JwtClaims claims, JwtAlgorithm algorithm, string? keyId) => new()
    {
        Reason = JwtReason.Accepted,
        Message = "The token is good.",
        Id = claims.Id,
        Subject = claims.Subject,
        Issuer = claims.Issuer,
        Audience = claims.Audience,
        IssuedAt = claims.IssuedAt,
        NotBefore = claims.NotBefore,
        ExpiresAt = claims.ExpiresAt,
        Algorithm = algorithm,
        KeyId = keyId,
        Claims = claims.Payload,
        Proved = claims,
    };
}
