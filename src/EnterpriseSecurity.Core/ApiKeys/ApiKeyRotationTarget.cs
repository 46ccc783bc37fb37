using System.Text.Json.Nodes;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.ApiKeys;

/// <summary>How API keys are replaced: by a key with an id of its own and the same name, owner, scopes, limits, networks, tags, prefix and lifetime.</summary>
internal sealed class ApiKeyRotationTarget(KeyRing keys) : IRotationTarget
{
    private const string Rotated = "Rotated.";
    private const string TakenBack = "The rotation was taken back.";
    private const string OldEnd = "oldEnd";
    private const string OldRevision = "oldRevision";
    private const string Staged = "staged";

    public RotationKind Kind => RotationKind.ApiKey;

    public bool ShowsValueOnce => true;

    public bool KeepsFiles => false;

    public RotationSubject Find(StoreView view, string reference)
    {
        string id = ApiKeyText.IdOf(reference);
        if (view.Find(ApiKeyRecord.Collection, id) is { } record) return SubjectOf(record);
        string wanted = CanonicalName.KeyOf(reference);
        Record[] named = [.. Current(view, name => CanonicalName.KeyOf(name) == wanted).Take(2)];
        return named.Length switch
        {
            0 => throw SecurityErrors.ApiKeyNotFound(id),
            1 => SubjectOf(named[0]),
            _ => throw SecurityErrors.ApiKeyNameAmbiguous(named[0].Name!),
        };
    }

    public IEnumerable<RotationSubject> List(StoreView view, string pattern) => Current(view, name => NamePattern.Matches(pattern, name)).Select(SubjectOf);

    public RotationMaterial Prepare(RotationSubject subject, RotationParameters parameters)
    {
        (string id, SecretBuffer text) = ApiKeyText.Create(ApiKeyRecord.Read(subject.Record!).Prefix ?? ApiKeyText.DefaultPrefix);
        return new Material(id, text);
    }

    public string Issue(StoreChange change, RotationSubject subject, RotationMaterial material, JsonObject state)
    {
        ApiKeyInfo old = ApiKeyRecord.Read(subject.Record!);
        DateTimeOffset now = change.Now;
        DateTimeOffset begin = old.NotBefore > old.CreatedAt ? old.NotBefore.Value : old.CreatedAt;
        DateTimeOffset? notBefore = BeginOf(old, now);
        DateTimeOffset? end = old.ExpiresAt - begin is { } lifetime ? Duration.After(notBefore ?? now, lifetime) : null;
        ApiKeyInfo next = old with { Id = ((Material)material).Id, State = ApiKeyState.Disabled, CreatedAt = now, NotBefore = notBefore, ExpiresAt = end };
        state[OldRevision] = subject.Record!.Revision;
        return change.Insert(ApiKeyRecord.Create(next, ApiKeyHash.Of(keys, material.Value.Span)), []).Id;
    }

    public void Stage(StoreChange change, RotationPair pair) => Inherit(change, pair, Successor(change, pair));

    public void Promote(StoreChange change, RotationPair pair)
    {
        Inherit(change, pair, Successor(change, pair));
        if (change.Find(ApiKeyRecord.Collection, pair.OldId) is not { } old) return;
        ApiKeyInfo info = ApiKeyRecord.Read(old);
        pair.NoteTime(OldEnd, info.ExpiresAt);
        if (pair.RetireAt < (info.ExpiresAt ?? DateTimeOffset.MaxValue)) change.Update(ApiKeyRecord.With(old, info with { ExpiresAt = pair.RetireAt }));
    }

    public void Retire(StoreChange change, RotationPair pair) => Revoke(change, pair.OldId, Rotated);

    public void Revert(StoreChange change, RotationPair pair)
    {
        if (change.Find(ApiKeyRecord.Collection, pair.OldId) is not { } old || ApiKeyRecord.Read(old) is not { State: not ApiKeyState.Revoked } info) throw SecurityErrors.RotationPredecessorGone(pair.Name);
        change.Update(ApiKeyRecord.With(old, info with { ExpiresAt = pair.RecallTime(OldEnd) }));
        Revoke(change, pair.NewId, TakenBack);
    }

    public void Discard(StoreChange change, RotationPair pair) => Revoke(change, pair.NewId, TakenBack);

    private static RotationSubject SubjectOf(Record record)
    {
        ApiKeyInfo info = ApiKeyRecord.Read(record);
        return new RotationSubject
        {
            Kind = RotationKind.ApiKey,
            Id = info.Id,
            Name = info.Name,
            Key = info.Id,
            IssuedAt = info.CreatedAt,
            ExpiresAt = info.ExpiresAt,
            IsUsable = info.State == ApiKeyState.Active,
            State = info.State.ToString().ToLowerInvariant(),
            Record = record,
        };
    }

    // Of two keys in a rotation the name gives one: the old one until the promotion, the new one after it.
    private static IEnumerable<Record> Current(StoreView view, Func<string, bool> matches)
    {
        HashSet<string> others = [.. view.List(RotationRecord.Collection)
            .Select(RotationRecord.Read)
            .Where(data => data.Kind == RotationKind.ApiKey)
            .Select(data => data.PromotedAt is null ? data.NewId : data.OldId)];
        return view.List(ApiKeyRecord.Collection).Where(record => record.State == "active" && matches(record.Name!) && !others.Contains(record.Id));
    }

    private static Record Successor(StoreChange change, RotationPair pair) =>
        change.Find(ApiKeyRecord.Collection, pair.NewId) is { } record && ApiKeyRecord.Read(record).State != ApiKeyState.Revoked ? record : throw SecurityErrors.RotationSuccessorGone(pair.Name);

    // What was changed of the old key while its rotation waited holds for the new one: a scope that was taken away stays away.
    private static void Inherit(StoreChange change, RotationPair pair, Record successor)
    {
        ApiKeyInfo next = ApiKeyRecord.Read(successor);
        Record? record = change.Find(ApiKeyRecord.Collection, pair.OldId);
        ApiKeyInfo? old = record is null ? null : ApiKeyRecord.Read(record);
        if (old is null or { State: ApiKeyState.Revoked })
        {
            if (next.State == ApiKeyState.Disabled) change.Update(ApiKeyRecord.With(successor, next with { State = ApiKeyState.Active }));
            return;
        }

        bool isFirst = pair.State[Staged] is null;
        bool hasChanged = pair.State[OldRevision]!.GetValue<long>() != record!.Revision;
        pair.State[Staged] = true;
        pair.State[OldRevision] = record.Revision;
        if (!isFirst && !hasChanged) return;
        change.Update(ApiKeyRecord.With(successor, next with
        {
            State = old.State,
            Name = old.Name,
            UserId = old.UserId,
            Scopes = old.Scopes,
            NotBefore = BeginOf(old, change.Now),
            RateLimit = old.RateLimit,
            RatePeriod = old.RatePeriod,
            Burst = old.Burst,
            Quota = old.Quota,
            QuotaPeriod = old.QuotaPeriod,
            AllowedNetworks = old.AllowedNetworks,
            Tags = old.Tags,
        }));
    }

    private static DateTimeOffset? BeginOf(ApiKeyInfo old, DateTimeOffset now) => old.NotBefore > now ? old.NotBefore : null;

    private static void Revoke(StoreChange change, string id, string reason)
    {
        if (change.Find(ApiKeyRecord.Collection, id) is not { } record || ApiKeyRecord.Read(record) is not { State: not ApiKeyState.Revoked } info) return;
        change.Update(ApiKeyRecord.With(record, info with { State = ApiKeyState.Revoked, RevokedAt = change.Now, RevocationReason = reason }));
    }

    private sealed class Material(string id, SecretBuffer value) : RotationMaterial(value)
    {
        public string Id { get; } = id;
    }
}
