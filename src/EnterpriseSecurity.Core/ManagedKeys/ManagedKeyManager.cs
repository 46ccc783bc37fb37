using System.Security.Cryptography;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.ManagedKeys;

/// <summary>
/// Keys with a life: made, used, replaced, revoked, destroyed. Each version is sealed under a key of its own. Every call,
/// the refused ones too, leaves an entry in the audit trail.
/// </summary>
public sealed partial class ManagedKeyManager
{
    private const string KindOfName = "managed key";
    private const int LongestReason = 500;

    private readonly SecurityStore _store;

    internal ManagedKeyManager(SecurityStore store) => _store = store;

    private DateTimeOffset Now => _store.Now;

    /// <summary>Makes a key under a new name.</summary>
    /// <exception cref="AlreadyExistsException">The name is taken.</exception>
    /// <exception cref="InvalidInputException">The name, size, scope, end or a tag cannot be used.</exception>
    public ManagedKeyInfo Create(string name, ManagedKeyType type, ManagedKeyOptions? options = null)
    {
        options ??= new ManagedKeyOptions();
        AuditNote note = new(AuditAction.KeyCreated, name ?? "");
        (int size, SecretBuffer secret, SshPublicKey? publicKey) = _store.Attempt(note, () =>
        {
            // Before the transaction, because an RSA key takes its time.
            CanonicalName.Check(KindOfName, name!);
            Check(name!, options);
            int bits = ManagedKeyMaterial.SizeFor(type, options.Size);
            (SecretBuffer made, SshPublicKey? made2) = ManagedKeyMaterial.Generate(type, bits);
            return (bits, made, made2);
        });
        using (secret)
        {
            return _store.Write(note, change =>
            {
                if (change.FindByName(ManagedKeyRecord.Collection, name!) is not null) throw SecurityErrors.ManagedKeyExists(name!);
                Record record = ManagedKeyRecord.Create(name!, type, size, options, Now, 1, publicKey);
                note.Metadata["id"] = record.Id;
                note.Metadata["type"] = type.ToString();
                return ManagedKeyRecord.ToInfo(change.Insert(record, secret.Span));
            });
        }
    }

    /// <summary>What is known of a key.</summary>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    public ManagedKeyInfo Get(ManagedKeyReference key)
    {
        ArgumentNullException.ThrowIfNull(key);
        AuditNote note = new(AuditAction.KeyListed, key.ToString());
        return _store.Read(note, view => ManagedKeyRecord.ToInfo(Find(view, key, note)));
    }

    /// <summary>All versions of the keys that match, by name and version.</summary>
    /// <param name="name">A name with wildcards; all when null.</param>
    /// <param name="state">Those in this state; when null all but the destroyed ones.</param>
    /// <param name="tags">Those with all of these tags.</param>
    public IReadOnlyList<ManagedKeyInfo> List(string? name = null, ManagedKeyState? state = null, IReadOnlyDictionary<string, string>? tags = null) =>
        _store.Read(new AuditNote(AuditAction.KeyListed, name ?? "*"), view => (IReadOnlyList<ManagedKeyInfo>)
        [
            .. view.List(ManagedKeyRecord.Collection)
                .Select(ManagedKeyRecord.ToInfo)
                .Where(info => state is null ? info.State != ManagedKeyState.Destroyed : info.State == state)
                .Where(info => name is null || NamePattern.Matches(name, info.Name))
                .Where(info => tags is null || tags.All(tag => info.Tags.TryGetValue(tag.Key, out string? value) && value == tag.Value))
                .OrderBy(info => info.Name, StringComparer.OrdinalIgnoreCase).ThenBy(info => info.Version),
        ]);

    /// <summary>Checks whether a key is to be accepted; an accepted one is counted as used.</summary>
    /// <param name="key">Which.</param>
    /// <param name="requiredScope">What it must be good for; nothing in particular when null.</param>
    /// <param name="candidate">What was shown as the key, compared in constant time; nothing was shown when null. A key pair has nothing to show.</param>
    public ManagedKeyVerification Verify(ManagedKeyReference key, ManagedKeyScope? requiredScope = null, SecretBuffer? candidate = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        AuditNote note = new(AuditAction.KeyUsed, key.ToString());
        return _store.Write(note, change =>
        {
            Record? record = TryFind(change, key);
            ManagedKeyReason reason = record is null ? ManagedKeyReason.NotFound : Judge(change, record, requiredScope, candidate);
            note.Metadata["reason"] = reason.ToString();
            if (record is not null) note.Metadata["id"] = record.Id;
            if (reason == ManagedKeyReason.Accepted) record = change.Update(ManagedKeyRecord.AsUsed(record!, Now));
            else note.Result = AuditResult.Denied;
            return new ManagedKeyVerification { Reason = reason, Key = record is null ? null : ManagedKeyRecord.ToInfo(record) };
        });
    }

    /// <summary>Revokes a key; it is not accepted any more, and its material not given out.</summary>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    /// <exception cref="InvalidStateException">It is revoked or destroyed already.</exception>
    public ManagedKeyInfo Revoke(ManagedKeyReference key, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        AuditNote note = new(AuditAction.KeyRevoked, key.ToString());
        return _store.Write(note, change =>
        {
            Record record = Find(change, key, note);
            if (reason is { Length: > LongestReason } || reason?.Any(char.IsControl) == true) throw SecurityErrors.ManagedKeyReasonInvalid(LongestReason);
            if (reason is not null) note.Metadata["reason"] = reason;
            return ManagedKeyRecord.ToInfo(change.Update(ManagedKeyRecord.AsRevoked(record, Now, reason)));
        });
    }

    /// <summary>
    /// Destroys a revoked key: the material's own key, which nothing else holds, is overwritten in the database. What
    /// was known of it stays, and its name is free. Backups and exports made before still hold it.
    /// </summary>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    /// <exception cref="InvalidStateException">It is not revoked.</exception>
    public ManagedKeyInfo Destroy(ManagedKeyReference key)
    {
        ArgumentNullException.ThrowIfNull(key);
        AuditNote note = new(AuditAction.KeyDestroyed, key.ToString());
        ManagedKeyInfo destroyed = _store.Write(note, change =>
        {
            Record record = ManagedKeyRecord.Move(Find(change, key, note), ManagedKeyState.Destroyed);
            return ManagedKeyRecord.ToInfo(change.Update(record, []));
        });
        _store.PurgeJournal();
        return destroyed;
    }

    private static Record? TryFind(StoreView view, ManagedKeyReference key) => key switch
    {
        { Name: { Length: > 0 } name } => view.FindByName(ManagedKeyRecord.Collection, name),
        { Id: { Length: > 0 } id } => view.Find(ManagedKeyRecord.Collection, id),
        _ => null,
    };

    private static Record Find(StoreView view, ManagedKeyReference key, AuditNote note)
    {
        Record record = TryFind(view, key) ?? throw SecurityErrors.ManagedKeyNotFound(key.ToString());
        note.Resource = record.Name!;
        note.Metadata["id"] = record.Id;
        return record;
    }

    private void Check(string name, ManagedKeyOptions options)
    {
        if (options.Scope == 0 || (options.Scope & ~ManagedKeyScope.Admin) != 0) throw SecurityErrors.ManagedKeyScopeInvalid();
        if (options.ExpiresIn <= TimeSpan.Zero) throw SecurityErrors.ExpiryInvalid(name);
        if (options.ExpiresIn is { } time) _ = Duration.EndAfter(Now, time, name);
        TagRules.Check(options.Tags);
    }

    private ManagedKeyReason Judge(StoreView view, Record record, ManagedKeyScope? requiredScope, SecretBuffer? candidate)
    {
        ManagedKeyState state = ManagedKeyRecord.StateOf(record);
        if (state == ManagedKeyState.Pending) return ManagedKeyReason.Pending;
        if (state == ManagedKeyState.Revoked) return ManagedKeyReason.Revoked;
        if (!ManagedKeyLifecycle.IsUsable(state)) return ManagedKeyReason.Destroyed;
        if (record.ExpiresAt <= Now) return ManagedKeyReason.Expired;
        if (requiredScope is { } scope && (ManagedKeyRecord.ToInfo(record).Scope & scope) != scope) return ManagedKeyReason.ScopeInsufficient;
        if (candidate is null) return ManagedKeyReason.Accepted;
        if (ManagedKeyMaterial.IsPair(ManagedKeyRecord.TypeOf(record))) return ManagedKeyReason.WrongValue;
        using SecretBuffer secret = view.Open(record);
        return CryptographicOperations.FixedTimeEquals(secret.Span, candidate.Span) ? ManagedKeyReason.Accepted : ManagedKeyReason.WrongValue;
    }
}
