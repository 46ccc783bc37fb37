using System.Text.Json.Nodes;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Rotation;

/// <summary>
/// Signing keys of JSON Web Tokens. A staged one is published and verifies before it signs, so that every verifier knows
/// it by then; a retired one verifies nothing any more. The id of a version is its key id (kid).
/// </summary>
internal sealed class JwtSigningKeyRotationTarget(TokenManager tokens) : IRotationTarget
{
    /// <inheritdoc/>
    public RotationKind Kind => RotationKind.JwtSigningKey;

    /// <inheritdoc/>
    public bool ShowsValueOnce => false;

    /// <inheritdoc/>
    public bool KeepsFiles => false;

    /// <inheritdoc/>
    public RotationSubject Find(StoreView view, string reference)
    {
        Record record = view.FindByName(JwtSigningKeyRecord.Collection, reference) ?? view.Find(JwtSigningKeyRecord.Collection, reference) ?? throw SecurityErrors.JwtSigningKeyNotFound(reference);
        return ToSubject(record);
    }

    /// <inheritdoc/>
    public IEnumerable<RotationSubject> List(StoreView view, string pattern) =>
        view.List(JwtSigningKeyRecord.Collection).Where(record => JwtSigningKeyRecord.IsCurrent(record) && NamePattern.Matches(pattern, record.Name!)).Select(ToSubject);

    /// <inheritdoc/>
    public RotationMaterial Prepare(RotationSubject subject, RotationParameters parameters)
    {
        JwtAlgorithm algorithm = JwtSigningKeyRecord.AlgorithmOf(subject.Record!);
        return new JwtSigningKeyMaterial(TokenManager.Generate(algorithm, JwtSigningKeyRecord.RsaBitsOf(subject.Record!) ?? TokenManager.DefaultRsaBits));
    }

    /// <inheritdoc/>
    public string Issue(StoreChange change, RotationSubject subject, RotationMaterial material, JsonObject state)
    {
        JwtSigningKeyMaterial made = (JwtSigningKeyMaterial)material;
        int version = JwtSigningKeyRecord.NextVersion(change, subject.Name);
        Record record = JwtSigningKeyRecord.Create(subject.Name, made.Key, version, tokens.Now) with { HoldsName = false, State = SuccessorState.Issued };
        return change.Insert(record, made.Value.Span).Id;
    }

    /// <inheritdoc/>
    public void Stage(StoreChange change, RotationPair pair) => change.Update(FindSuccessor(change, pair) with { State = SuccessorState.Staged });

    /// <inheritdoc/>
    public void Promote(StoreChange change, RotationPair pair)
    {
        Record old = change.Find(JwtSigningKeyRecord.Collection, pair.OldId) ?? throw SecurityErrors.RotationPredecessorGone(pair.Name);
        Record current = FindCurrent(change, pair);
        if (current.Id == pair.NewId)
        {
            if (JwtSigningKeyRecord.Verifies(old, tokens.Now)) change.Update(JwtSigningKeyRecord.AsPrevious(old, pair.RetireAt));
            return;
        }

        if (current.Id != pair.OldId) throw SecurityErrors.RotationSubjectChanged(pair.Name);
        Record successor = FindSuccessor(change, pair);
        // The old one first, for two cannot hold the name at the same time.
        change.Update(JwtSigningKeyRecord.AsPrevious(old, pair.RetireAt));
        change.Update(JwtSigningKeyRecord.AsCurrent(successor));
        change.Log(new AuditNote(AuditAction.JwtSigningKeyRotated, AuditText.Clip(pair.Name)) { Metadata = { ["previous"] = old.Id, ["kid"] = successor.Id } });
    }

    /// <inheritdoc/>
    public void Retire(StoreChange change, RotationPair pair)
    {
        if (change.Find(JwtSigningKeyRecord.Collection, pair.OldId) is not { } old || JwtSigningKeyRecord.IsCurrent(old)) return;
        End(change, old);
        TokenManager.EndEarlier(change, old, tokens.Now);
    }

    /// <inheritdoc/>
    public void Revert(StoreChange change, RotationPair pair)
    {
        Record old = change.Find(JwtSigningKeyRecord.Collection, pair.OldId) ?? throw SecurityErrors.RotationPredecessorGone(pair.Name);
        Record current = FindCurrent(change, pair);
        if (current.Id != pair.NewId) throw SecurityErrors.RotationSubjectChanged(pair.Name);
        change.Update(JwtSigningKeyRecord.AsPrevious(current, tokens.Now));
        change.Update(JwtSigningKeyRecord.AsCurrent(old));
        change.Log(new AuditNote(AuditAction.JwtSigningKeyRotated, AuditText.Clip(pair.Name)) { Metadata = { ["previous"] = current.Id, ["kid"] = old.Id, ["undone"] = "true" } });
    }

    /// <inheritdoc/>
    public void Discard(StoreChange change, RotationPair pair)
    {
        if (change.Find(JwtSigningKeyRecord.Collection, pair.NewId) is { } successor && !JwtSigningKeyRecord.IsCurrent(successor)) End(change, successor);
    }

    private static Record FindSuccessor(StoreView view, RotationPair pair) => view.Find(JwtSigningKeyRecord.Collection, pair.NewId) ?? throw SecurityErrors.JwtSigningKeyNotFound(pair.NewId);

    private static Record FindCurrent(StoreView view, RotationPair pair) => view.FindByName(JwtSigningKeyRecord.Collection, pair.Name) ?? throw SecurityErrors.JwtSigningKeyNotFound(pair.Name);

    private void End(StoreChange change, Record record)
    {
        DateTimeOffset end = record.ExpiresAt is { } before && before < tokens.Now ? before : tokens.Now;
        change.Update(JwtSigningKeyRecord.AsPrevious(record, end));
    }

    private RotationSubject ToSubject(Record record) => new()
    {
        Kind = Kind,
        Id = record.Id,
        Name = record.Name!,
        Key = CanonicalName.KeyOf(record.Name!),
        IssuedAt = record.CreatedAt,
        ExpiresAt = record.ExpiresAt,
        IsUsable = JwtSigningKeyRecord.IsCurrent(record),
        State = JwtSigningKeyRecord.ToInfo(record, tokens.Now).State.ToString().ToLowerInvariant(),
        Record = record,
    };
}
