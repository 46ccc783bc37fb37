using System.Diagnostics.CodeAnalysis;
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
        if (key.Length > ApiKeyText.LongestKey) return Refuse(Unknown, check.SourceAddress, now);
        (string id, byte[] hash) = PlaceOf(key);
        ApiKeyMemory.Known? recalled = _store.TellsChangesCheaply ? _memory.Recall(id, hash) : null;
        // Of a key with limits the transaction that counts the request says whether it still is what is recalled.
        ApiKeyMemory.Known? known = recalled is not null && ApiKeyLimits.Apply(recalled.Key) ? recalled : Look(id, hash, recalled);
        ApiKeyValidation answer = known switch
        {
            null => Unknown,
            _ when ApiKeyLimits.Apply(known.Key) => _store.Adjust(change =>
            {
                // Judged anew when somebody has changed the key since it was looked at: once a revocation or a lower limit
                // is acknowledged, no request is counted by what was there before.
                ApiKeyMemory.Known? present = _store.TellsChangesCheaply && _memory.IsPresent(known, change.ChangeStamp()) ? known : Read(change, id, hash);
                return present is null ? Unknown : Judge(present.Key, check.SourceAddress, now, all, any, change);
            }),
            _ => Judge(known.Key, check.SourceAddress, now, all, any, change: null),
        };
        if (!answer.IsValid) return Refuse(answer, check.SourceAddress, now);
        CountUse(new ApiKeyUse(answer.Id!, now, ApiKeyRefusal.None, check.SourceAddress));
        return answer;
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

    // The id under which a key is looked for, and the keyed hash of its text.
    private (string Id, byte[] Hash) PlaceOf(ReadOnlySpan<byte> key)
    {
        byte[] hash = ApiKeyHash.Of(_store.Keys, key);
        return (ApiKeyText.FindId(key) ?? ImportedId(hash), hash);
    }

    // The key as it stands now; null when there is none, or its secret is wrong.
    private ApiKeyMemory.Known? Look(string id, byte[] hash, ApiKeyMemory.Known? recalled)
    {
        if (_store.TellsChangesCheaply) return recalled is not null && _memory.IsPresent(recalled, _store.ChangeStamp()) ? recalled : _store.Peek(view => Read(view, id, hash));
        return _store.PeekAt(ApiKeyRecord.Collection, id) is var record && IsRight(record, hash) ? ApiKeyMemory.Known.Of(record, hash) : null;
    }

    private ApiKeyMemory.Known? Read(StoreView view, string id, byte[] hash)
    {
        // Both before the record.
        long own = _memory.OwnChanges;
        long? foreign = _store.TellsChangesCheaply ? view.ChangeStamp() : null;
        Record? record = view.Find(ApiKeyRecord.Collection, id);
        if (!IsRight(record, hash)) return null;
        return foreign is { } stamp ? _memory.Keep(record, hash, own, stamp) : ApiKeyMemory.Known.Of(record, hash);
    }

    // As long for a key that does not exist.
    private static bool IsRight([NotNullWhen(true)] Record? record, byte[] hash)
    {
        bool isRight = CryptographicOperations.FixedTimeEquals(record is null ? NoHash : ApiKeyRecord.HashOf(record), hash);
        return record is not null && isRight;
    }

    // What a key is accepted or refused for; within a change, with its limits.
    private static ApiKeyValidation Judge(ApiKeyInfo key, IPAddress? source, DateTimeOffset now, string[] all, string[] any, StoreChange? change)
    {
        ApiKeyValidation answer = new() { Refusal = ApiKeyRefusal.None, Id = key.Id, Name = key.Name, UserId = key.UserId, Scopes = key.Scopes, ExpiresAt = key.ExpiresAt, Limit = key.RateLimit };
        if (Obstacle(key, source, now, all, any) is { } obstacle) return answer with { Refusal = obstacle.Refusal, Reason = obstacle.Reason };
        return change is not null && ApiKeyLimits.Apply(key) ? Take(change, answer, key, now) : answer;
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

    private static ApiKeyValidation Take(StoreChange change, ApiKeyValidation answer, ApiKeyInfo key, DateTimeOffset now)
    {
        Record? record = change.Find(ApiKeyLimits.Collection, key.Id);
        ApiKeyLimits limits = new(key, record, now);
        if (limits.Obstacle is { } obstacle)
        {
            return answer with { Refusal = obstacle.Refusal, Reason = limits.Explain(obstacle.Refusal), Remaining = limits.Remaining, ResetAt = limits.ResetAt, RetryAfter = obstacle.RetryAfter };
        }

        limits.Take();
        if (record is null) change.Insert(new Record { Collection = ApiKeyLimits.Collection, Id = key.Id, CreatedAt = now, Cipher = BodyCipher.None, AttributesText = limits.ToAttributes() }, []);
        else change.Update(record with { Cipher = BodyCipher.None, AttributesText = limits.ToAttributes() }, []);
        return answer with { Remaining = limits.Remaining, ResetAt = limits.ResetAt };
    }

    private ApiKeyValidation Refuse(ApiKeyValidation answer, IPAddress? source, DateTimeOffset now)
    {
        AuditNote note = new(AuditAction.ApiKeyValidated, answer.Id ?? "-")
        {
            Result = AuditResult.Denied,
            User = answer.UserId,
            IpAddress = source?.ToString(),
            Metadata = { ["reason"] = answer.Refusal.ToString() },
        };
        _store.Append(note, durable: false);
        if (answer.Id is not null) CountUse(new ApiKeyUse(answer.Id, now, answer.Refusal, source));
        return answer;
    }
}
