namespace EnterpriseSecurity.Tokens;

/// <summary>What a clean-up took away: entries about tokens and sessions that have ended.</summary>
/// <param name="Revocations">Entries of revoked tokens.</param>
/// <param name="Sessions">Sessions.</param>
/// <param name="RefreshTokens">Refresh tokens of these sessions.</param>
public sealed record JwtCleanup(int Revocations, int Sessions, int RefreshTokens);
