namespace EnterpriseSecurity.Audit;

/// <content>Tokens.</content>
public static partial class AuditAction
{
#pragma warning disable CS1591 // The names say it.
    public const string JwtIssued = "jwt_issued";
    public const string JwtVerified = "jwt_verified";
    public const string JwtRefreshed = "jwt_refreshed";
    public const string JwtRevoked = "jwt_revoked";
    public const string JwtSessionRevoked = "jwt_session_revoked";
    public const string JwtRevocationsCleared = "jwt_revocations_cleared";
    public const string JwtSigningKeyCreated = "jwt_signing_key_created";
    public const string JwtSigningKeyRotated = "jwt_signing_key_rotated";
    public const string JwtSigningKeyListed = "jwt_signing_key_listed";
    public const string JwtKeySetExported = "jwt_keyset_exported";
#pragma warning restore CS1591
}
