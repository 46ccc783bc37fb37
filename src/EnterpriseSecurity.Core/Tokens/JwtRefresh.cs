namespace EnterpriseSecurity.Tokens;

/// <summary>The refresh token that goes out with an access token.</summary>
/// <param name="SessionId">The session of both.</param>
/// <param name="Token">The refresh token.</param>
/// <param name="ExpiresAt">When the session ends.</param>
internal sealed record JwtRefresh(string SessionId, string Token, DateTimeOffset ExpiresAt)
{
    /// <summary>The session, never the token.</summary>
    public override string ToString() => $"JwtRefresh ({SessionId})";
}
