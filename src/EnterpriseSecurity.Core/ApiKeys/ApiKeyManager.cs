using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Network;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.ApiKeys;

/// <summary>
/// API keys in a store: shown once, kept as a keyed hash, found by a public id. Every change of them leaves an entry in
/// the audit trail; so does every refused check, and what was accepted leaves one for each key and hand-over of the
/// counts.
/// </summary>
public sealed partial class ApiKeyManager
{
    private const string KindOfName = "API key";
    private const int BatchSize = 500;
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(366);

    private readonly SecurityStore _store;
    private readonly ApiKeyUsageJournal _journal;
    private readonly ApiKeyMemory _memory;
    private readonly Timer _timer;

    internal ApiKeyManager(SecurityStore store)
    {
        _store = store;
        _journal = new ApiKeyUsageJournal(Path.Combine(store.Path, "usage"), store.Keys);
        _memory = new ApiKeyMemory(store.Watch(ApiKeyRecord.Collection));
        store.Remember(ApiKeyLimits.Collection);
        _timer = new Timer(_ => CountInBackground());
        store.AddPending(CountUses, End);
    }

    private DateTimeOffset Now => _store.Now;

    /// <summary>Makes a key.</summary>
    /// <exception cref="InvalidInputException">Something of the options cannot be used; the message says what.</exception>
    public NewApiKey Create(ApiKeyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        AuditNote note = new(AuditAction.ApiKeyGenerated, options.Name ?? "");
        return _store.Write(note, change => Insert(change, options, note));
    }

    /// <summary>
    /// Makes many keys, in transactions of 500. A key is handed out only when it is durable; what was handed out before
    /// a failure or a cancellation stays.
    /// </summary>
    /// <param name="options">What each shall be; taken as they are needed.</param>
    /// <param name="cancellation">Stops between two transactions.</param>
    /// <exception cref="InvalidInputException">Something of one of the options cannot be used; nothing of its 500 was made.</exception>
    public IEnumerable<NewApiKey> CreateMany(IEnumerable<ApiKeyOptions> options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (ApiKeyOptions[] batch in options.Chunk(BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            AuditNote all = new(AuditAction.ApiKeysGenerated, "*") { Metadata = { ["count"] = batch.Length.ToString(CultureInfo.InvariantCulture) } };
            NewApiKey[] made = _store.Write(all, change => batch.Select(one =>
            {
                AuditNote note = new(AuditAction.ApiKeyGenerated, one.Name ?? "");
                NewApiKey key = Insert(change, one, note);
                change.Log(note);
                return key;
            }).ToArray());
            foreach (NewApiKey key in made) yield return key;
        }
    }

    /// <summary>Takes over a key that was made elsewhere, by the SHA-256 of its text; the key itself is never seen until it is used.</summary>
    /// <param name="sha256">The hash, 32 bytes. It is not accepted as a key.</param>
    /// <param name="options">What the key shall be; the prefix does not matter.</param>
    /// <exception cref="AlreadyExistsException">The store has it already.</exception>
    /// <exception cref="InvalidInputException">Something cannot be used; the message says what.</exception>
    public ApiKeyInfo Import(ReadOnlySpan<byte> sha256, ApiKeyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        byte[] digest = sha256.ToArray();
        AuditNote note = new(AuditAction.ApiKeyImported, options.Name ?? "");
        return _store.Write(note, change =>
        {
            if (digest.Length != SHA256.HashSizeInBytes) throw SecurityErrors.ApiKeyHashInvalid();
            byte[] hash = ApiKeyHash.OfDigest(_store.Keys, digest);
            string id = ImportedId(hash);
            note.Metadata["id"] = id;
            ApiKeyInfo key = Describe(id, options, change.Now);
            if (change.Find(ApiKeyRecord.Collection, id) is not null) throw SecurityErrors.ApiKeyExists(id);
            return ApiKeyRecord.Read(change.Insert(ApiKeyRecord.Create(key, hash), []));
        });
    }

    /// <summary>What is known of a key.</summary>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    public ApiKeyInfo Get(string id)
    {
        id = IdOf(id);
        CountUses();
        return _store.Read(new AuditNote(AuditAction.ApiKeyListed, id), view => WithUse(view, ApiKeyRecord.Read(Find(view, id))));
    }

    /// <summary>The id of a key of which one has the text; nothing is counted.</summary>
    /// <param name="key">The key's text in UTF-8.</param>
    /// <exception cref="NotFoundException">There is no such key, or its secret is wrong.</exception>
    public string Identify(ReadOnlySpan<byte> key)
    {
        if (key.Length > ApiKeyText.LongestKey) throw SecurityErrors.ApiKeyNotFound("…");
        (string id, byte[] hash) = PlaceOf(key);
        return Look(id, hash, recalled: null) is null ? throw SecurityErrors.ApiKeyNotFound(id) : id;
    }

    /// <summary>The keys that match, the oldest first.</summary>
    public IReadOnlyList<ApiKeyInfo> List(ApiKeyFilter? filter = null)
    {
        filter ??= new ApiKeyFilter();
        CountUses();
        return _store.Read(new AuditNote(AuditAction.ApiKeyListed, ApiKeyText.NameOf(filter.Name ?? "*")), view => (IReadOnlyList<ApiKeyInfo>)
        [
            .. view.List(ApiKeyRecord.Collection)
                .Select(ApiKeyRecord.Read)
                .Where(key => Matches(key, filter))
                .Select(key => WithUse(view, key))
                .OrderBy(key => key.CreatedAt)
                .ThenBy(key => key.Name, StringComparer.OrdinalIgnoreCase),
        ]);
    }

    /// <summary>The number of keys that are accepted, dates apart.</summary>
    public long Count() => _store.Peek(view => view.Count(ApiKeyRecord.Collection));

    /// <summary>Changes what is known of a key.</summary>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    /// <exception cref="InvalidStateException">It is revoked.</exception>
    /// <exception cref="InvalidInputException">Something cannot be used; the message says what.</exception>
    public ApiKeyInfo Set(string id, ApiKeyChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return Change(AuditAction.ApiKeyUpdated, id, key =>
        {
            if (key.State == ApiKeyState.Revoked) throw SecurityErrors.ApiKeyIsRevoked(key.Id);
            DateTimeOffset now = Now;
            DateTimeOffset? end = changes.NeverExpires ? null : changes.ExpiresAt ?? (changes.ExpiresIn is { } time ? Duration.EndAfter(now, time, key.Name) : key.ExpiresAt);
            DateTimeOffset begin = !changes.NoNotBefore && key.NotBefore > now ? key.NotBefore.Value : now;
            if (end is not null && end != key.ExpiresAt && end <= begin) throw SecurityErrors.ExpiryInvalid(key.Name);
            return Checked(key with
            {
                Name = changes.Name ?? key.Name,
                UserId = changes.UserId ?? key.UserId,
                Scopes = changes.Scopes ?? key.Scopes,
                State = changes.Enabled switch { true => ApiKeyState.Active, false => ApiKeyState.Disabled, null => key.State },
                ExpiresAt = end,
                RateLimit = changes.NoRateLimit ? null : changes.RateLimit ?? key.RateLimit,
                RatePeriod = changes.NoRateLimit ? null : changes.RatePeriod ?? key.RatePeriod ?? (changes.RateLimit is null ? null : TimeSpan.FromHours(1)),
                Burst = changes.NoBurst ? null : changes.Burst ?? key.Burst,
                Quota = changes.NoQuota ? null : changes.Quota ?? key.Quota,
                QuotaPeriod = changes.NoQuota ? null : changes.QuotaPeriod ?? key.QuotaPeriod,
                NotBefore = changes.NoNotBefore ? null : key.NotBefore,
                AllowedNetworks = changes.AllowedNetworks ?? key.AllowedNetworks,
                Tags = changes.Tags ?? key.Tags,
            });
        });
    }

    /// <summary>Adds scopes; those that the key has already make no difference.</summary>
    /// <inheritdoc cref="Set"/>
    public ApiKeyInfo AddScopes(string id, params IReadOnlyList<string> scopes) => Change(AuditAction.ApiKeyUpdated, id, key =>
    {
        if (key.State == ApiKeyState.Revoked) throw SecurityErrors.ApiKeyIsRevoked(key.Id);
        return Checked(key with { Scopes = [.. key.Scopes, .. scopes] });
    });

    /// <summary>Takes scopes away; those that the key does not have make no difference.</summary>
    /// <inheritdoc cref="Set"/>
    public ApiKeyInfo RemoveScopes(string id, params IReadOnlyList<string> scopes) => Change(AuditAction.ApiKeyUpdated, id, key =>
    {
        if (key.State == ApiKeyState.Revoked) throw SecurityErrors.ApiKeyIsRevoked(key.Id);
        HashSet<string> gone = [.. scopes.Select(PermissionName.Pattern)];
        return key with { Scopes = [.. key.Scopes.Where(scope => !gone.Contains(scope))] };
    });

    /// <summary>Revokes a key, at once and for good. A key that is revoked already stays as it is.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="reason">Why; kept with the key and in the audit trail.</param>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    public ApiKeyInfo Revoke(string id, string? reason = null) => Change(
        AuditAction.ApiKeyRevoked,
        id,
        key => key.State == ApiKeyState.Revoked ? key : key with { State = ApiKeyState.Revoked, RevokedAt = Now, RevocationReason = reason is null ? null : AuditText.Clip(reason) },
        reason);

    /// <summary>Takes a key out of the store, with what is known of its use. The audit trail keeps its entries.</summary>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    public void Remove(string id)
    {
        id = IdOf(id);
        AuditNote note = new(AuditAction.ApiKeyDeleted, id);
        _store.Write(note, change =>
        {
            Record record = Find(change, id);
            note.Metadata["name"] = record.Name!;
            change.Delete(record);
            foreach (string collection in new[] { ApiKeyLimits.Collection, ApiKeyUsageRecord.Collection })
            {
                if (change.Find(collection, id) is { } beside) change.Delete(beside);
            }

            return true;
        });
    }

    private void End()
    {
        _timer.Dispose();
        _journal.Dispose();
    }

    private static Record Find(StoreView view, string id) => view.Find(ApiKeyRecord.Collection, id) ?? throw SecurityErrors.ApiKeyNotFound(id);

    private static ApiKeyInfo WithUse(StoreView view, ApiKeyInfo key)
    {
        ApiKeyUsage usage = ApiKeyUsageRecord.Read(view.Find(ApiKeyUsageRecord.Collection, key.Id), key.Id, key.Name);
        return key with { LastUsedAt = usage.LastUsedAt, UsageCount = usage.Accepted };
    }

    private NewApiKey Insert(StoreChange change, ApiKeyOptions options, AuditNote note)
    {
        (string id, SecretBuffer text) = ApiKeyText.Create(ApiKeyText.CheckPrefix(options.Prefix));
        using (text)
        {
            note.Metadata["id"] = id;
            byte[] hash = ApiKeyHash.Of(_store.Keys, text.Span);
            Record record = change.Insert(ApiKeyRecord.Create(Describe(id, options, change.Now) with { Prefix = options.Prefix }, hash), []);
            return new NewApiKey(ApiKeyRecord.Read(record), Encoding.ASCII.GetString(text.Span));
        }
    }

    private static ApiKeyInfo Describe(string id, ApiKeyOptions options, DateTimeOffset now)
    {
        DateTimeOffset begin = options.NotBefore is { } at && at > now ? at : now;
        DateTimeOffset? end = options.ExpiresAt ?? (options.ExpiresIn is { } time ? Duration.EndAfter(begin, time, options.Name) : null);
        if (end is not null && end <= begin) throw SecurityErrors.ExpiryInvalid(options.Name);
        return Checked(new ApiKeyInfo
        {
            Id = id,
            Name = options.Name,
            UserId = options.UserId,
            Scopes = options.Scopes,
            State = ApiKeyState.Active,
            CreatedAt = now,
            NotBefore = options.NotBefore,
            ExpiresAt = end,
            RateLimit = options.RateLimit,
            RatePeriod = options.RateLimit is null ? null : options.RatePeriod,
            Burst = options.Burst,
            Quota = options.Quota,
            QuotaPeriod = options.Quota is null ? null : options.QuotaPeriod,
            AllowedNetworks = options.AllowedNetworks,
            Tags = options.Tags,
        });
    }

    private static ApiKeyInfo Checked(ApiKeyInfo key)
    {
        CanonicalName.Check(KindOfName, key.Name);
        if (key.UserId is not null) CanonicalName.Check("user", key.UserId);
        TagRules.Check(key.Tags);
        if (key.RateLimit < 1 || key.Burst < 1 || key.Quota < 1) throw SecurityErrors.ApiKeyLimitInvalid("A limit below 1");
        foreach (TimeSpan? period in new[] { key.RatePeriod, key.QuotaPeriod })
        {
            if (period < ShortestPeriod || period > LongestPeriod) throw SecurityErrors.ApiKeyLimitInvalid($"The period {period}");
        }

        foreach (string network in key.AllowedNetworks)
        {
            if (NetworkRange.Parse(network) is not { IsMapped: false }) throw SecurityErrors.ApiKeyNetworkInvalid(network);
        }

        return key with { Scopes = [.. key.Scopes.Select(PermissionName.Pattern).Distinct().Order(StringComparer.Ordinal)] };
    }

    private bool Matches(ApiKeyInfo key, ApiKeyFilter filter) =>
        (filter.Name is null || NamePattern.Matches(filter.Name, key.Name))
        && (filter.UserId is null || (key.UserId is not null && CanonicalName.KeyOf(key.UserId) == CanonicalName.KeyOf(filter.UserId)))
        && (filter.Tags is null || filter.Tags.All(tag => key.Tags.TryGetValue(tag.Key, out string? value) && value == tag.Value))
        && (filter.State is null || key.State == filter.State)
        && (filter.ExpiresWithin is not { } within || (key.ExpiresAt is { } end && end <= Duration.After(Now, within)));

    private ApiKeyInfo Change(string action, string id, Func<ApiKeyInfo, ApiKeyInfo> change, string? reason = null)
    {
        id = IdOf(id);
        AuditNote note = new(action, id);
        if (reason is not null) note.Metadata["reason"] = AuditText.Clip(reason);
        return _store.Write(note, store =>
        {
            Record record = Find(store, id);
            note.Metadata["name"] = record.Name!;
            ApiKeyInfo changed = change(ApiKeyRecord.Read(record));
            return WithUse(store, ApiKeyRecord.Read(store.Update(ApiKeyRecord.With(record, changed))));
        });
    }

    // A key from elsewhere has no id in its text, so its keyed hash gives it one.
    private static string ImportedId(ReadOnlySpan<byte> hash) => "x" + Convert.ToHexStringLower(hash[..ApiKeyText.IdLength]);
}
