using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Tokens;

/// <summary>
/// Tokens of a store: signing keys that rotate, access tokens, sessions with refresh tokens, and the list of what was
/// revoked. Every call, the refused ones too, leaves an entry in the audit trail; no entry has a token in it.
/// </summary>
public sealed partial class TokenManager
{
    private readonly SecurityStore _store;

    internal TokenManager(SecurityStore store)
    {
        _store = store;
        Issuer = new JwtIssuer(store);
        Verifier = new JwtVerifier(store);
    }

    /// <summary>Issues tokens with keys of the caller's, under this store's audit trail.</summary>
    public JwtIssuer Issuer { get; }

    /// <summary>Verifies tokens with keys of the caller's, against this store's list of revoked ones.</summary>
    public JwtVerifier Verifier { get; }

    internal DateTimeOffset Now => _store.Now;

    /// <summary>Issues an access token.</summary>
    /// <param name="signingKey">The signing key's name.</param>
    /// <param name="request">What shall stand in it.</param>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    /// <exception cref="InvalidInputException">The request cannot be used.</exception>
    public IssuedJwt Issue(string signingKey, JwtRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        AuditNote note = new(AuditAction.JwtIssued, request.Subject ?? "-") { Metadata = { ["key"] = AuditText.Clip(signingKey ?? "") } };
        IssuedJwt issued = _store.Attempt(note, () =>
        {
            using JwtKey key = _store.Peek(view => JwtSigningKeyRecord.ForSigning(view, FindCurrent(view, signingKey!)));
            return JwtIssuer.Sign(key, request, Now);
        });
        JwtAudit.Describe(note, issued);
        _store.Append(note, durable: true);
        return issued;
    }

    /// <summary>Verifies a token with the store's signing keys, as its key id says, and against the list of revoked ones.</summary>
    /// <param name="token">The token.</param>
    /// <param name="options">What is asked of it.</param>
    /// <param name="signingKey">The only key to accept, by name; every one of the store when null.</param>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    /// <exception cref="InvalidInputException">The options cannot be used; a token that is not good is no exception.</exception>
    public JwtVerification Verify(string token, JwtVerificationOptions? options = null, string? signingKey = null)
    {
        ArgumentNullException.ThrowIfNull(token);
        AuditNote note = new(AuditAction.JwtVerified, "-");
        IReadOnlyList<JwtKey> keys = _store.Attempt(note, () => KeysFor(token, signingKey));
        try
        {
            return Verifier.Verify(token, keys, options);
        }
        finally
        {
            foreach (JwtKey key in keys) key.Dispose();
        }
    }

    /// <summary>Revokes a token until its end.</summary>
    /// <param name="token">The token, good at this time.</param>
    /// <param name="keys">The keys that it is signed with; the store's own when null.</param>
    /// <param name="reason">Why; kept in the list and in the audit trail.</param>
    /// <exception cref="InvalidInputException">It is not a good token, or has no id.</exception>
    public JwtRevocationInfo Revoke(string token, IReadOnlyList<JwtKey>? keys = null, string? reason = null)
    {
        // The widest skew: whoever verifies may allow as much.
        JwtVerificationOptions options = new() { AnyAudience = true, AllowNoExpiration = true, ClockSkew = JwtVerificationOptions.LongestClockSkew, Algorithms = keys is null ? [] : Enum.GetValues<JwtAlgorithm>() };
        AuditNote note = new(AuditAction.JwtRevoked, "-");
        JwtVerification outcome = keys is null ? Verify(token, options) : Verifier.Verify(token, keys, options);
        bool isRevokedBefore = outcome.Reason == JwtReason.Revoked;
        JwtClaims claims = _store.Attempt(note, () => outcome.IsValid || isRevokedBefore ? outcome.Proved! : throw SecurityErrors.JwtNotRevocable(outcome.Message));
        return _store.Attempt(note, () => claims.Id is { Length: > 0 } id ? Revoke(id, claims.ExpiresAt, reason) : throw SecurityErrors.JwtNotRevocable("It has no id (jti)."));
    }

    /// <summary>Revokes the token with an id.</summary>
    /// <param name="tokenId">The id (jti).</param>
    /// <param name="tokenEnds">When the token ends; when null, the entry is kept for ever.</param>
    /// <param name="reason">Why; kept in the list and in the audit trail.</param>
    public JwtRevocationInfo RevokeById(string tokenId, DateTimeOffset? tokenEnds = null, string? reason = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(tokenId);
        return Revoke(tokenId, tokenEnds, reason);
    }

    /// <summary>The revoked tokens whose entries are still kept, the latest first.</summary>
    public IReadOnlyList<JwtRevocationInfo> ListRevocations() => _store.Peek(view => (IReadOnlyList<JwtRevocationInfo>)
        [.. view.List(JwtRevocations.Collection).Select(JwtRevocations.ToInfo).OrderByDescending(entry => entry.RevokedAt)]);

    /// <summary>
    /// Takes away what is kept about tokens and sessions that have ended: an entry goes only when the longest clock
    /// skew after its token's end has passed too, so a revoked token never comes back.
    /// </summary>
    public JwtCleanup ClearRevocations()
    {
        AuditNote note = new(AuditAction.JwtRevocationsCleared, "*");
        return _store.Write(note, change =>
        {
            DateTimeOffset limit = Now - JwtVerificationOptions.LongestClockSkew;
            JwtCleanup cleared = new(
                Clear(change, JwtRevocations.Collection, limit), Clear(change, JwtSessionRecord.Collection, limit), Clear(change, RefreshToken.Collection, limit));
            note.Metadata["revocations"] = cleared.Revocations.ToString(CultureInfo.InvariantCulture);
            note.Metadata["sessions"] = cleared.Sessions.ToString(CultureInfo.InvariantCulture);
            return cleared;
        });
    }

    private static int Clear(StoreChange change, string collection, DateTimeOffset limit)
    {
        List<Record> ended = [.. change.List(collection).Where(record => record.ExpiresAt is { } end && end < limit)];
        foreach (Record record in ended) change.Delete(record);
        return ended.Count;
    }

    private static Record FindCurrent(StoreView view, string name) =>
        view.FindByName(JwtSigningKeyRecord.Collection, name) ?? throw SecurityErrors.JwtSigningKeyNotFound(name);

    private JwtRevocationInfo Revoke(string tokenId, DateTimeOffset? tokenEnds, string? reason)
    {
        AuditNote note = new(AuditAction.JwtRevoked, AuditText.Clip(tokenId)) { Metadata = { ["jti"] = AuditText.Clip(tokenId) } };
        if (reason is not null) note.Metadata["reason"] = AuditText.Clip(reason);
        return _store.Write(note, change =>
        {
            if (JwtRevocations.Find(change, tokenId) is not { } present) return JwtRevocations.ToInfo(change.Insert(JwtRevocations.Create(tokenId, Now, tokenEnds, reason), []));
            // The later end wins: an entry never goes before any token of its id.
            bool isLater = present.ExpiresAt is { } end && (tokenEnds is null || tokenEnds > end);
            return JwtRevocations.ToInfo(isLater ? change.Update(present with { ExpiresAt = tokenEnds }) : present);
        });
    }

    private IReadOnlyList<JwtKey> KeysFor(string token, string? name)
    {
        string? id = JwtCompact.TryParse(token, out _)?.KeyId;
        return _store.Peek(view =>
        {
            if (name is not null) FindCurrent(view, name);
            string? wanted = name is null ? null : CanonicalName.KeyOf(name);
            IEnumerable<Record> records = id is null ? view.List(JwtSigningKeyRecord.Collection)
                : view.Find(JwtSigningKeyRecord.Collection, id) is { } one ? [one] : [];
            DateTimeOffset now = Now;
            return (IReadOnlyList<JwtKey>)
            [
                .. records.Where(record => JwtSigningKeyRecord.Verifies(record, now) && (wanted is null || CanonicalName.KeyOf(record.Name!) == wanted))
                    .Select(record => JwtSigningKeyRecord.ForVerifying(view, record)),
            ];
        });
    }
}
