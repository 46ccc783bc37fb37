using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Tokens;

/// <content>Sessions and their refresh tokens.</content>
public sealed partial class TokenManager
{
    /// <summary>How long a session lasts unless another time is given.</summary>
    public static readonly TimeSpan DefaultSession = TimeSpan.FromDays(30);

    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(3660);

    /// <summary>Begins a session: an access token, and the refresh token that gets the next pair, once.</summary>
    /// <param name="signingKey">The signing key's name; each access token is signed by its current version.</param>
    /// <param name="request">What shall stand in each access token.</param>
    /// <param name="lasts">How long the session lasts, whatever is refreshed; <see cref="DefaultSession"/> when null.</param>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    /// <exception cref="InvalidInputException">The request cannot be used.</exception>
    public IssuedJwt BeginSession(string signingKey, JwtRequest request, TimeSpan? lasts = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        AuditNote note = new(AuditAction.JwtIssued, request.Subject ?? "-") { Metadata = { ["key"] = AuditText.Clip(signingKey ?? "") } };
        return _store.Write(note, change =>
        {
            TimeSpan length = lasts ?? DefaultSession;
            if (length < TimeSpan.FromSeconds(1) || length > LongestSession) throw SecurityErrors.JwtLifetimeInvalid(length);
            DateTimeOffset now = Now;
            Record key = FindCurrent(change, signingKey!);
            Record session = change.Insert(JwtSessionRecord.Create(JwtPayload.NewId(), now, now + length), JwtSessionRecord.Write(key.Name!, request));
            return IssuePair(change, session, key, request, note);
        });
    }

    /// <summary>
    /// Exchanges a refresh token for the next access and refresh token. It works once: one that comes again revokes its
    /// session, and that session only, for nobody can tell whether the user or a thief comes second. Of two who come at
    /// the same time, one gets the pair, and the other's try counts as reuse.
    /// </summary>
    /// <param name="refreshToken">The refresh token.</param>
    /// <param name="expiresIn">How long the access token lasts; as the first one when null. It never outlives the session.</param>
    /// <exception cref="AuthenticationFailedException">It is not one of this store, was used before, or its session was revoked.</exception>
    /// <exception cref="ExpiredException">The session has ended.</exception>
    public IssuedJwt Refresh(string refreshToken, TimeSpan? expiresIn = null)
    {
        ArgumentNullException.ThrowIfNull(refreshToken);
        AuditNote note = new(AuditAction.JwtRefreshed, "-");
        IssuedJwt? issued = _store.Write(note, change =>
        {
            (Record used, Record session) = FindSession(change, refreshToken, note);
            (string signingKey, JwtRequest request) = ReadSession(change, session);
            note.Resource = AuditText.Clip(request.Subject ?? "-");
            if (session.State == JwtSessionRecord.Revoked) throw SecurityErrors.JwtRefreshTokenRevoked();
            if (session.ExpiresAt <= Now) throw SecurityErrors.JwtRefreshTokenExpired(session.ExpiresAt!.Value);
            if (used.State == RefreshToken.Used)
            {
                // No exception in here: it would take the revocation back.
                change.Update(session with { State = JwtSessionRecord.Revoked });
                note.Result = AuditResult.Denied;
                note.Metadata["error"] = nameof(SecurityErrors.JwtRefreshTokenReused);
                change.Log(new AuditNote(AuditAction.JwtSessionRevoked, session.Id) { Metadata = { ["reason"] = "refresh token reused" } });
                return null;
            }

            change.Update(used with { State = RefreshToken.Used });
            return IssuePair(change, session, FindCurrent(change, signingKey), request with { ExpiresIn = expiresIn ?? request.ExpiresIn }, note);
        });
        return issued ?? throw SecurityErrors.JwtRefreshTokenReused();
    }

    /// <summary>Ends a session: its refresh tokens and, in this store, its access tokens are refused from now on.</summary>
    /// <param name="refreshToken">One of its refresh tokens, used or not.</param>
    /// <param name="reason">Why; kept in the audit trail.</param>
    /// <returns>The session's id.</returns>
    /// <exception cref="AuthenticationFailedException">It is not one of this store.</exception>
    public string RevokeSession(string refreshToken, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(refreshToken);
        AuditNote note = new(AuditAction.JwtSessionRevoked, "-");
        if (reason is not null) note.Metadata["reason"] = AuditText.Clip(reason);
        return _store.Write(note, change =>
        {
            (_, Record session) = FindSession(change, refreshToken, note);
            note.Resource = session.Id;
            if (session.State != JwtSessionRecord.Revoked) change.Update(session with { State = JwtSessionRecord.Revoked });
            return session.Id;
        });
    }

    private static (string SigningKey, JwtRequest Request) ReadSession(StoreView view, Record session)
    {
        using SecretBuffer body = view.Open(session);
        return JwtSessionRecord.Read(body.Span);
    }

    private (Record Token, Record Session) FindSession(StoreView view, string text, AuditNote note)
    {
        RefreshToken token = RefreshToken.Parse(_store.Keys, text) ?? throw SecurityErrors.JwtRefreshTokenInvalid();
        Record? record = view.Find(RefreshToken.Collection, token.Id);
        if (!token.Fits(record)) throw SecurityErrors.JwtRefreshTokenInvalid();
        string id = RefreshToken.SessionOf(record!);
        note.Metadata["sid"] = id;
        return (record!, view.Find(JwtSessionRecord.Collection, id) ?? throw SecurityErrors.JwtRefreshTokenInvalid());
    }

    private IssuedJwt IssuePair(StoreChange change, Record session, Record signingKey, JwtRequest request, AuditNote note)
    {
        DateTimeOffset now = Now;
        DateTimeOffset end = session.ExpiresAt!.Value;
        TimeSpan left = end - now;
        if (request.ExpiresIn > left) request = request with { ExpiresIn = left < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : left };
        (string text, RefreshToken token) = RefreshToken.Create(_store.Keys);
        change.Insert(token.ToRecord(session.Id, now, end), []);
        using JwtKey key = JwtSigningKeyRecord.ForSigning(change, signingKey);
        IssuedJwt issued = JwtIssuer.Sign(key, request, now, new JwtRefresh(session.Id, text, end));
        JwtAudit.Describe(note, issued);
        return issued;
    }
}
