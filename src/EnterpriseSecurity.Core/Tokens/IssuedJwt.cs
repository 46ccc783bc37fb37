namespace EnterpriseSecurity.Tokens;

/// <summary>A new token, and what is known of it. Whoever has the token can use it, so it is not shown in text.</summary>
public sealed class IssuedJwt : SecretBearer
{
    private readonly string _token;
    private readonly string? _refreshToken;

    internal IssuedJwt(string token, string? refreshToken = null)
    {
        _token = token;
        _refreshToken = refreshToken;
    }

    /// <summary>Its id (jti), by which it can be revoked.</summary>
    public required string Id { get; init; }

    /// <summary>Whom it is about.</summary>
    public string? Subject { get; init; }

    /// <summary>The algorithm of its signature.</summary>
    public required JwtAlgorithm Algorithm { get; init; }

    /// <summary>The id of the key that signed it, or null.</summary>
    public string? KeyId { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the session ends, and no refresh helps any more.</summary>
    public DateTimeOffset? RefreshExpiresAt { get; init; }

    /// <summary>The session that the tokens belong to (sid); null without a refresh token.</summary>
    public string? SessionId { get; init; }

    /// <summary>The token itself.</summary>
    public string RevealToken() => _token;

    /// <summary>The refresh token that gets the next one, once; null when none was asked for.</summary>
    public string? RevealRefreshToken() => _refreshToken;

    /// <summary>Says which token it is, never the token.</summary>
    public override string ToString() => $"IssuedJwt ({Algorithm}, {Id}, expires {ExpiresAt:u})";
}
