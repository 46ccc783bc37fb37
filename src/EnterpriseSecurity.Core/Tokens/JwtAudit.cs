using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Tokens;

/// <summary>What the audit trail is told of tokens: ids, never a token.</summary>
internal static class JwtAudit
{
    /// <summary>Adds what is known of a new token.</summary>
    public static void Describe(AuditNote note, IssuedJwt issued)
    {
        note.Metadata["jti"] = issued.Id;
        note.Metadata["algorithm"] = issued.Algorithm.Name();
        if (issued.KeyId is not null) note.Metadata["kid"] = issued.KeyId;
        if (issued.SessionId is not null) note.Metadata["sid"] = issued.SessionId;
    }

    /// <summary>Looks a good token up among the revoked ones, and writes the entry for the outcome.</summary>
    public static JwtVerification Verified(SecurityStore store, JwtVerification outcome)
    {
        AuditNote note = new(AuditAction.JwtVerified, AuditText.Clip(outcome.Proved?.Subject ?? "-"));
        return store.Read(note, view =>
        {
            JwtVerification final = outcome.IsValid && JwtRevocations.Find(view, outcome.Proved!) is { } message
                ? JwtVerification.Refuse(JwtReason.Revoked, message, outcome.Proved)
                : outcome;
            if (final.Proved?.Id is { } id) note.Metadata["jti"] = AuditText.Clip(id);
            if (final.KeyId is { } key) note.Metadata["kid"] = key;
            if (final.IsValid) return final;
            note.Metadata["reason"] = final.Reason.ToString();
            note.Result = AuditResult.Denied;
            return final;
        });
    }
}
