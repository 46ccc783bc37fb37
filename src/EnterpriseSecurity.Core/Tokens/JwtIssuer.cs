using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Providers;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Tokens;

/// <summary>Issues signed tokens with a key that the caller has. It needs no store; one that comes from a store writes to its audit trail.</summary>
public sealed class JwtIssuer
{
    private readonly SecurityStore? _store;
    private readonly TimeProvider _time;

    /// <summary>Works without a store and without an audit trail.</summary>
    /// <param name="time">The clock; the system's when null.</param>
    public JwtIssuer(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    internal JwtIssuer(SecurityStore store)
    {
        _store = store;
        _time = store.Time;
    }

    /// <summary>Issues a token.</summary>
    /// <param name="key">A private key, or a shared secret.</param>
    /// <param name="request">What shall stand in it.</param>
    /// <exception cref="InvalidInputException">The key cannot sign, or not with this algorithm; or the request cannot be used.</exception>
    public IssuedJwt Issue(JwtKey key, JwtRequest request)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(request);
        AuditNote note = new(AuditAction.JwtIssued, request.Subject ?? "-");
        if (_store is null) return Sign(key, request, _time.GetUtcNow());
        IssuedJwt issued = _store.Attempt(note, () => Sign(key, request, _time.GetUtcNow()));
        JwtAudit.Describe(note, issued);
        _store.Append(note, durable: true);
        return issued;
    }

    /// <summary>Makes the token, which is nobody's until the audit trail knows of it.</summary>
    internal static IssuedJwt Sign(JwtKey key, JwtRequest request, DateTimeOffset now, JwtRefresh? refresh = null)
    {
        if (!key.IsPrivate) throw SecurityErrors.JwtKeyCannotSign();
        JwtAlgorithm algorithm = key.Choose(request.Algorithm);
        JwtPayload payload = JwtPayload.Create(request, now, refresh?.SessionId);
        string token = LibraryProviders.Current.Jwt.Sign(key, algorithm, request.TokenType, payload.Json);
        if (token.Length > JwtCompact.LongestToken) throw SecurityErrors.JwtTooLarge(token.Length, JwtCompact.LongestToken);
        return new IssuedJwt(token, refresh?.Token)
        {
            Id = payload.Id,
            Subject = request.Subject,
            Algorithm = algorithm,
            KeyId = key.KeyId,
            IssuedAt = payload.IssuedAt,
            ExpiresAt = payload.ExpiresAt,
            RefreshExpiresAt = refresh?.ExpiresAt,
            SessionId = refresh?.SessionId,
        };
    }
}
