using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>What Test-Jwt has learned of a token. What the token claims is there only when it was accepted.</summary>
public sealed class JwtVerdict
{
    internal JwtVerdict(JwtVerification verification)
    {
        IsValid = verification.IsValid;
        Reason = verification.Reason;
        Message = verification.Message;
        Id = verification.Id;
        Subject = verification.Subject;
        Issuer = verification.Issuer;
        Audience = [.. verification.Audience];
        IssuedAt = verification.IssuedAt;
        NotBefore = verification.NotBefore;
        ExpiresAt = verification.ExpiresAt;
        Algorithm = verification.Algorithm;
        KeyId = verification.KeyId;
        Claims = verification.Claims is { } claims ? ClaimConversion.ToObject(claims) : null;
    }

    /// <summary>True when the token was accepted.</summary>
    public bool IsValid { get; }

    /// <summary>Why, as one of a list.</summary>
    public JwtReason Reason { get; }

    /// <summary>Why, in words.</summary>
    public string Message { get; }

    /// <summary>The token's id (jti).</summary>
    public string? Id { get; }

    /// <summary>Whom it is about (sub).</summary>
    public string? Subject { get; }

    /// <summary>Who issued it (iss).</summary>
    public string? Issuer { get; }

    /// <summary>Whom it is for (aud).</summary>
    public string[] Audience { get; }

    /// <summary>When it was issued (iat).</summary>
    public DateTimeOffset? IssuedAt { get; }

    /// <summary>From when on it is valid (nbf).</summary>
    public DateTimeOffset? NotBefore { get; }

    /// <summary>When it ends (exp).</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>The algorithm of its signature.</summary>
    public JwtAlgorithm? Algorithm { get; }

    /// <summary>The id of the key that signed it.</summary>
    public string? KeyId { get; }

    /// <summary>All claims as properties.</summary>
    public object? Claims { get; }
}
