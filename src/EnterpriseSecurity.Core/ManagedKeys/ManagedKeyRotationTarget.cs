using System.Text.Json.Nodes;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.ManagedKeys;

/// <summary>How managed keys are replaced: by their next version, with new material of the same kind, size, scope, tags and lifetime.</summary>
internal sealed class ManagedKeyRotationTarget : IRotationTarget
{
    private const string Rotated = "Rotated.";
    private const string TakenBack = "The rotation was taken back.";
    private const string OldEnd = "oldEnd";

    public RotationKind Kind => RotationKind.ManagedKey;

    public bool ShowsValueOnce => false;

    public bool KeepsFiles => false;

    public RotationSubject Find(StoreView view, string reference) => SubjectOf(
        view.FindByName(ManagedKeyRecord.Collection, reference) ?? view.Find(ManagedKeyRecord.Collection, reference) ?? throw SecurityErrors.ManagedKeyNotFound(reference));

    public IEnumerable<RotationSubject> List(StoreView view, string pattern) => view.List(ManagedKeyRecord.Collection)
        .Where(record => IsInUse(record) && NamePattern.Matches(pattern, record.Name!))
        .Select(SubjectOf);

    public RotationMaterial Prepare(RotationSubject subject, RotationParameters parameters)
    {
        ManagedKeyInfo info = ManagedKeyRecord.ToInfo(subject.Record!);
        (Cryptography.SecretBuffer secret, SshPublicKey? publicKey) = ManagedKeyMaterial.Generate(info.Type, info.Size);
        return new Material(secret, publicKey);
    }

    public string Issue(StoreChange change, RotationSubject subject, RotationMaterial material, JsonObject state)
    {
        ManagedKeyInfo info = ManagedKeyRecord.ToInfo(subject.Record!);
        int version = change.List(ManagedKeyRecord.Collection)
            .Where(record => CanonicalName.KeyOf(record.Name!) == CanonicalName.KeyOf(info.Name))
            .Max(record => ManagedKeyRecord.ToInfo(record).Version) + 1;
        ManagedKeyOptions options = new() { Scope = info.Scope, ExpiresIn = info.ExpiresAt - info.CreatedAt, Tags = info.Tags, Pending = true };
        Record next = ManagedKeyRecord.Create(info.Name, info.Type, info.Size, options, change.Now, version, ((Material)material).PublicKey) with { HoldsName = false };
        return change.Insert(next, material.Value.Span).Id;
    }

    public void Stage(StoreChange change, RotationPair pair) => change.Update(ManagedKeyRecord.Move(Successor(change, pair), ManagedKeyState.Active) with { HoldsName = false });

    public void Promote(StoreChange change, RotationPair pair)
    {
        Record successor = Successor(change, pair);
        if (change.FindByName(ManagedKeyRecord.Collection, pair.Name) is { } holder && holder.Id != pair.OldId && holder.Id != pair.NewId) throw SecurityErrors.RotationSubjectChanged(pair.Name);
        if (change.Find(ManagedKeyRecord.Collection, pair.OldId) is { } old)
        {
            pair.NoteTime(OldEnd, old.ExpiresAt);
            if (ManagedKeyRecord.StateOf(old) == ManagedKeyState.Active) old = ManagedKeyRecord.Move(old, ManagedKeyState.Deprecated);
            change.Update(old with { HoldsName = false, ExpiresAt = pair.RetireAt < (old.ExpiresAt ?? DateTimeOffset.MaxValue) ? pair.RetireAt : old.ExpiresAt });
        }

        change.Update(successor with { HoldsName = true });
    }

    public void Retire(StoreChange change, RotationPair pair)
    {
        // One that somebody has brought back into use stays there, with the end that it had.
        if (change.Find(ManagedKeyRecord.Collection, pair.OldId) is { } old && IsInUse(old)) change.Update(old with { ExpiresAt = pair.RecallTime(OldEnd) });
        else Revoke(change, pair.OldId, Rotated);
    }

    public void Revert(StoreChange change, RotationPair pair)
    {
        if (change.Find(ManagedKeyRecord.Collection, pair.OldId) is not { } old || !ManagedKeyLifecycle.IsUsable(ManagedKeyRecord.StateOf(old))) throw SecurityErrors.RotationPredecessorGone(pair.Name);
        if (change.FindByName(ManagedKeyRecord.Collection, pair.Name) is { } holder && holder.Id != pair.OldId && holder.Id != pair.NewId) throw SecurityErrors.RotationSubjectChanged(pair.Name);
        Revoke(change, pair.NewId, TakenBack);
        change.Update((IsInUse(old) ? old : ManagedKeyRecord.Move(old, ManagedKeyState.Active)) with { ExpiresAt = pair.RecallTime(OldEnd) });
    }

    public void Discard(StoreChange change, RotationPair pair) => Revoke(change, pair.NewId, TakenBack);

    private static RotationSubject SubjectOf(Record record)
    {
        ManagedKeyState state = ManagedKeyRecord.StateOf(record);
        return new RotationSubject
        {
            Kind = RotationKind.ManagedKey,
            Id = record.Id,
            Name = record.Name!,
            Key = record.Name!,
            IssuedAt = record.CreatedAt,
            ExpiresAt = record.ExpiresAt,
            IsUsable = IsInUse(record),
            State = state.ToString().ToLowerInvariant(),
            Record = record,
        };
    }

    private static bool IsInUse(Record record) => record.HoldsName && ManagedKeyRecord.StateOf(record) == ManagedKeyState.Active;

    private static Record Successor(StoreChange change, RotationPair pair) =>
        change.Find(ManagedKeyRecord.Collection, pair.NewId) is { } record && ManagedKeyRecord.StateOf(record) is ManagedKeyState.Pending or ManagedKeyState.Active
            ? record
            : throw SecurityErrors.RotationSuccessorGone(pair.Name);

    private static void Revoke(StoreChange change, string id, string reason)
    {
        if (change.Find(ManagedKeyRecord.Collection, id) is not { } record || !ManagedKeyLifecycle.CanMove(ManagedKeyRecord.StateOf(record), ManagedKeyState.Revoked)) return;
        change.Update(ManagedKeyRecord.AsRevoked(record, change.Now, reason) with { HoldsName = false });
    }

    private sealed class Material(Cryptography.SecretBuffer value, SshPublicKey? publicKey) : RotationMaterial(value)
    {
        public SshPublicKey? PublicKey { get; } = publicKey;
    }
}
