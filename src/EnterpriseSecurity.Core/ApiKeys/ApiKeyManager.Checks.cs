using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Network;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.ApiKeys;

/// <content>Whether a key is accepted.</content>
public sealed partial class ApiKeyManager
{
    // What a text that names no key is compared with, so that it takes as long as one that does.
    private static readonly byte[] NoHash = new byte[32];

    /// <summary>
    /// Checks a key and counts the request. A key without limits costs a read; one with limits a short transaction, which
    /// makes them exact across processes.
    /// </summary>
    /// <param name="key">The key's text in UTF-8.</param>
    /// <param name="check">What the request needs; nothing in particular when null.</param>
    /// <exception cref="InvalidInputException">A scope that is asked for is none, or has a wildcard.</exception>
    /// <exception cref="IntegrityException">The key's record was changed by someone without the store's key.</exception>
    public ApiKeyValidation Validate(ReadOnlySpan<byte> key, ApiKeyCheck? check = null)
    {
        check ??= new ApiKeyCheck();
        string[] all = [.. check.RequiredScopes.Select(PermissionName.Concrete)];
        string[] any = [.. check.AnyScope.Select(PermissionName.Concrete)];
        DateTimeOffset now = Now;
        (_, Record? record) = Look(key);
        if (record is null) return Refuse(Unknown, check.SourceAddress, now, id: null);

        ApiKeyInfo seen = ApiKeyRecord.Read(record);
        ApiKeyValidation answer = Judge(seen);
        if (answer.IsValid && ApiKeyLimits.Apply(seen)) answer = Take(record.Id, Judge, now);
        if (!answer.IsValid) return Refuse(answer, check.SourceAddress, now, record.Id);
        CountUse(new ApiKeyUse(record.Id, now, ApiKeyRefusal.None, check.SourceAddress));
        return answer;

        ApiKeyValidation Judge(ApiKeyInfo info)
        {
            ApiKeyValidation accepted = new() { Refusal = ApiKeyRefusal.None, Id = info.Id, Name = info.Name, UserId = info.UserId, Scopes = info.Scopes, ExpiresAt = info.ExpiresAt, Limit = info.RateLimit };
            return Obstacle(info, check.SourceAddress, now, all, any) is { } obstacle ? accepted with { Refusal = obstacle.Refusal, Reason = obstacle.Reason } : accepted;
        }
    }

    /// <summary>What a key has left of its limits; no request is counted.</summary>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    public ApiKeyLimitStatus GetLimits(string id)
    {
        id = IdOf(id);
        return _store.Read(new AuditNote(AuditAction.ApiKeyListed, id), view =>
        {
            ApiKeyInfo key = ApiKeyRecord.Read(Find(view, id));
            ApiKeyLimits limits = new(key, view.Find(ApiKeyLimits.Collection, id), Now);
            return new ApiKeyLimitStatus
            {
                Id = key.Id,
                Name = key.Name,
                IsValid = limits.Obstacle is null,
                Limit = key.RateLimit,
                Remaining = limits.Remaining,
                ResetAt = limits.ResetAt,
                RetryAfter = limits.Obstacle?.RetryAfter,
            };
        });
    }

    /// <summary>Gives a key, or all of them, the whole of their limits again.</summary>
    /// <param name="id">The key's id; null for all.</param>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    public void ResetLimits(string? id = null)
    {
        if (id is not null) id = IdOf(id);
        _store.Write(new AuditNote(AuditAction.ApiKeyLimitReset, id ?? "*"), change =>
        {
            if (id is not null) Find(change, id);
            Record?[] states = id is null ? [.. change.List(ApiKeyLimits.Collection)] : [change.Find(ApiKeyLimits.Collection, id)];
            foreach (Record? state in states)
            {
                if (state is not null) change.Delete(state);
            }

            return true;
        });
    }

    /// <summary>
    /// The id that somebody means: when a whole key was given for it, the id in that key; for any other text that is longer
    /// than an id, no part of it. What is shown of an id goes through here first.
    /// </summary>
    public static string IdOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return ApiKeyText.IdOf(id);
    }

    // The record of a key, and the id under which it was looked for; no record when its secret is wrong.
    private (string Id, Record? Record) Look(ReadOnlySpan<byte> key)
    {
        bool isTooLong = key.Length > ApiKeyText.LongestKey;
        byte[] hash = LookupHash(isTooLong ? NoHash : SHA256.HashData(key));
        string id = ApiKeyText.FindId(key) ?? ImportedId(hash);
        Record? record = _store.PeekAt(ApiKeyRecord.Collection, id);
        bool isRight = CryptographicOperations.FixedTimeEquals(record is null ? NoHash : ApiKeyRecord.HashOf(record), hash);
        return (id, isRight && !isTooLong ? record : null);
    }

    private static ApiKeyValidation Unknown => new() { Refusal = ApiKeyRefusal.Unknown, Reason = "There is no such API key." };

    private static (ApiKeyRefusal Refusal, string Reason)? Obstacle(ApiKeyInfo key, IPAddress? source, DateTimeOffset now, string[] all, string[] any)
    {
        if (key.State == ApiKeyState.Revoked) return (ApiKeyRefusal.Revoked, "The key is revoked.");
        if (key.State == ApiKeyState.Disabled) return (ApiKeyRefusal.Disabled, "The key is disabled.");
        if (now < key.NotBefore) return (ApiKeyRefusal.NotYetValid, $"The key is valid from {key.NotBefore:u} on.");
        if (now >= key.ExpiresAt) return (ApiKeyRefusal.Expired, $"The key expired at {key.ExpiresAt:u}.");
        if (key.AllowedNetworks.Count > 0 && (source is null || !key.AllowedNetworks.Any(network => NetworkRange.Parse(network)?.Contains(source) == true)))
        {
            return (ApiKeyRefusal.AddressNotAllowed, source is null ? "The key is bound to networks, and no address was given." : $"The key is not accepted from {source}.");
        }

        string? missing = all.FirstOrDefault(scope => !Has(key, scope));
        if (missing is not null) return (ApiKeyRefusal.MissingScope, $"The key lacks the scope {missing}.");
        return any.Length > 0 && !any.Any(scope => Has(key, scope))
            ? (ApiKeyRefusal.MissingScope, $"The key has none of the scopes {string.Join(", ", any)}.")
            : null;
    }

    private static bool Has(ApiKeyInfo key, string scope) => key.Scopes.Any(own => own == scope || PermissionName.Covers(own, scope));

    // Judged anew when somebody has changed the key since it was looked at: once a revocation or a lower limit is
    // acknowledged, no request is counted by what was there before.
    private ApiKeyValidation Take(string id, Func<ApiKeyInfo, ApiKeyValidation> judge, DateTimeOffset now) => _store.Adjust(change =>
    {
        if (change.Find(ApiKeyRecord.Collection, id) is not { } present) return Unknown;
        ApiKeyInfo key = ApiKeyRecord.Read(present);
        ApiKeyValidation answer = judge(key);
        if (!answer.IsValid || !ApiKeyLimits.Apply(key)) return answer;
        Record? record = change.Find(ApiKeyLimits.Collection, key.Id);
        ApiKeyLimits limits = new(key, record, now);
        if (limits.Obstacle is { } obstacle)
        {
            return answer with { Refusal = obstacle.Refusal, Reason = limits.Explain(obstacle.Refusal), Remaining = limits.Remaining, ResetAt = limits.ResetAt, RetryAfter = obstacle.RetryAfter };
        }

        limits.Take();
        if (record is null) change.Insert(new Record { Collection = ApiKeyLimits.Collection, Id = key.Id, CreatedAt = now, Attributes = limits.ToAttributes() }, []);
        else change.Update(record with { Attributes = limits.ToAttributes() }, []);
        return answer with { Remaining = limits.Remaining, ResetAt = limits.ResetAt };
    });

    private ApiKeyValidation Refuse(ApiKeyValidation answer, IPAddress? source, DateTimeOffset now, string? id)
    {
        AuditNote note = new(AuditAction.ApiKeyValidated, id ?? "-")
        {
            Result = AuditResult.Denied,
            User = answer.UserId,
            IpAddress = source?.ToString(),
            Metadata = { ["reason"] = answer.Refusal.ToString() },
        };
        _store.Append(note, durable: false);
        if (id is not null) CountUse(new ApiKeyUse(id, now, answer.Refusal, source));
        return answer;
    }
}
