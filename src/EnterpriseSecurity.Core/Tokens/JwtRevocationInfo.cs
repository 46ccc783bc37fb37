namespace EnterpriseSecurity.Tokens;

/// <summary>One entry of the list of revoked tokens.</summary>
/// <param name="Id">The token's id (jti).</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="ExpiresAt">When the token ends, and the entry with it; null for one that is kept for ever.</param>
/// <param name="Reason">Why, or null.</param>
public sealed record JwtRevocationInfo(string Id, DateTimeOffset RevokedAt, DateTimeOffset? ExpiresAt, string? Reason);
