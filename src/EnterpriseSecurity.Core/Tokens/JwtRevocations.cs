using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Tokens;

/// <summary>The list of revoked tokens in the store's records. An entry ends with its token, for then nobody takes that anyway.</summary>
internal static class JwtRevocations
{
    public const string Collection = "jwt-revocation";

    private const string TokenId = "jti";
    private const string Reason = "reason";

    public static Record Create(string tokenId, DateTimeOffset now, DateTimeOffset? tokenEnds, string? reason) => new()
    {
        Collection = Collection,
        Id = KeyOf(tokenId),
        CreatedAt = now,
        ExpiresAt = tokenEnds,
        Attributes = new JsonObject { [TokenId] = tokenId, [Reason] = reason },
    };

    /// <summary>The entry of a token id, or null.</summary>
    public static Record? Find(StoreView view, string tokenId) => view.Find(Collection, KeyOf(tokenId));

    /// <summary>Why a token, whose signature is good, is revoked; null when it is not.</summary>
    public static string? Find(StoreView view, JwtClaims claims)
    {
        if (claims.Id is { } id && Find(view, id) is { } entry) return $"The token was revoked at {entry.CreatedAt:u}.";
        bool isSessionOver = JwtJson.Text(claims.Payload, JwtPayload.SessionClaim) is { Length: > 0 and <= 256 } session
            && view.Find(JwtSessionRecord.Collection, session) is { State: JwtSessionRecord.Revoked };
        return isSessionOver ? "The session that the token belongs to was revoked." : null;
    }

    public static JwtRevocationInfo ToInfo(Record record) => new(
        record.Attributes[TokenId]!.GetValue<string>(), record.CreatedAt, record.ExpiresAt, record.Attributes[Reason]?.GetValue<string>());

    // A token's id may be any text; a record's is short.
    private static string KeyOf(string tokenId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tokenId)));
}
