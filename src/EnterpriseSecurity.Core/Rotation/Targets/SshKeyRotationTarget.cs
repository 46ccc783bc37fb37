using System.Text;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <summary>
/// SSH key pairs. A staged one lies beside the present one in <c>NAME.next</c>; once it is promoted it has the name's files,
/// and the one before lies in a dated backup until it is retired. What servers accept is up to their authorized_keys: no
/// clock of the store ends a key there. The id of a pair is the managed key's id, a dot, and the fingerprint.
/// </summary>
internal sealed class SshKeyRotationTarget(SshKeyManager keys) : VersionedRotationTarget(SshKeyRecord.Collection, SshKeyVersionRecord.Collection), IRotationTarget
{
    private const string NextSuffix = ".next";

    /// <inheritdoc/>
    public override RotationKind Kind => RotationKind.SshKey;

    /// <inheritdoc/>
    public IDisposable Hold() => keys.Hold();

    /// <inheritdoc/>
    public IEnumerable<RotationSubject> List(StoreView view, string pattern) =>
        view.List(SshKeyRecord.Collection).Where(record => NamePattern.Matches(pattern, record.Name!)).Select(ToSubject);

    /// <inheritdoc/>
    public RotationMaterial Prepare(RotationSubject subject, RotationParameters parameters)
    {
        using SshKeyDraft draft = keys.MakeSuccessor(subject.Name, new SshKeyRotationOptions { Passphrase = parameters.Passphrase });
        return new SshKeyMaterial(draft);
    }

    /// <inheritdoc/>
    public string Issue(StoreChange change, RotationSubject subject, RotationMaterial material, JsonObject state)
    {
        SshKeyMaterial made = (SshKeyMaterial)material;
        ExpectNoFile(change, subject.Record!);
        Record version = SshKeyVersionRecord.Successor(subject.Record!, made.PublicKey, made.Digest, keys.Now);
        return change.Insert(version, made.Value.Span).Id;
    }

    /// <inheritdoc/>
    public void Stage(StoreChange change, RotationPair pair)
    {
        Record key = FindKey(change, pair);
        ExpectNoFile(change, key);
        change.Update(SshKeyVersionRecord.AsStaged(FindVersion(change, pair.NewId), NextOf(key)));
    }

    /// <inheritdoc/>
    public void Promote(StoreChange change, RotationPair pair)
    {
        Record key = FindKey(change, pair);
        string present = SshKeyVersionRecord.IdOf(key);
        if (present == pair.NewId)
        {
            if (change.Find(SshKeyVersionRecord.Collection, pair.OldId) is { State: SuccessorState.Previous } previous) change.Update(previous with { ExpiresAt = pair.RetireAt });
            return;
        }

        if (present != pair.OldId) throw SecurityErrors.RotationSubjectChanged(pair.Name);
        Record successor = FindVersion(change, pair.NewId);
        SshPublicKey publicKey = SshKeyVersionRecord.PublicKeyOf(successor);
        SshKeyPairFiles files = keys.FilesOf(key);
        if (!files.Exists) throw SecurityErrors.SshKeyFileElsewhere(pair.Name, files.PrivatePath);
        using SecretBuffer old = SshKeyManager.ReadPresent(key, files);
        using SecretBuffer next = change.Open(successor);
        string backup = Path.GetFileName(files.BackupPath(keys.Now));
        change.Insert(SshKeyVersionRecord.Previous(key, PublicKeyOf(change, key), SshKeyPairFiles.DigestOf(old.Span), backup, pair.RetireAt, keys.Now), old.Span);
        change.Update(SshKeyRecord.Rotated(key, publicKey, SshKeyVersionRecord.DigestOf(successor), keys.Now), SshKeyRecord.BodyOf(publicKey));
        End(change, successor);
        change.Log(NoteOf(key, pair.OldId, publicKey));
        files.Stage(next.Span, publicKey);
    }

    /// <inheritdoc/>
    public void Retire(StoreChange change, RotationPair pair)
    {
        if (change.Find(SshKeyVersionRecord.Collection, pair.OldId) is { State: SuccessorState.Previous } old) End(change, old);
    }

    /// <inheritdoc/>
    public void Revert(StoreChange change, RotationPair pair)
    {
        Record key = change.Find(SshKeyRecord.Collection, pair.Key) ?? throw SecurityErrors.RotationPredecessorGone(pair.Name);
        if (SshKeyVersionRecord.IdOf(key) != pair.NewId) throw SecurityErrors.RotationSubjectChanged(pair.Name);
        if (change.Find(SshKeyVersionRecord.Collection, pair.OldId) is not { State: SuccessorState.Previous } old) throw SecurityErrors.RotationPredecessorGone(pair.Name);
        SshKeyPairFiles files = keys.FilesOf(key);
        if (!SshKeyManager.IsHere(files, [old])) throw SecurityErrors.SshKeyFileElsewhere(pair.Name, files.PrivatePath);
        using SecretBuffer file = change.Open(old);
        SshPublicKey publicKey = SshKeyVersionRecord.PublicKeyOf(old);
        change.Update(SshKeyVersionRecord.Returned(key, old), SshKeyRecord.BodyOf(publicKey));
        End(change, old);
        AuditNote note = NoteOf(key, pair.NewId, publicKey);
        note.Metadata["undone"] = "true";
        change.Log(note);
        files.Stage(file.Span, publicKey);
    }

    /// <inheritdoc/>
    public void Discard(StoreChange change, RotationPair pair)
    {
        if (change.Find(SshKeyVersionRecord.Collection, pair.NewId) is { State: SuccessorState.Issued or SuccessorState.Staged } successor) End(change, successor);
    }

    /// <inheritdoc/>
    public void Settle(RotationPair pair) => keys.SettleVersions(pair.Key);

    private static AuditNote NoteOf(Record key, string previousId, SshPublicKey publicKey) => new(AuditAction.SshKeyRotated, key.Name!)
    {
        Metadata = { ["previous"] = previousId[SshKeyVersionRecord.PrefixOf(key.Id).Length..], ["fingerprint"] = publicKey.GetFingerprint() },
    };

    private static Record FindKey(StoreView view, RotationPair pair) => view.Find(SshKeyRecord.Collection, pair.Key) ?? throw SecurityErrors.SshKeyNotFound(pair.Name);

    private static SshPublicKey PublicKeyOf(StoreView view, Record key)
    {
        using SecretBuffer body = view.Open(key);
        return SshPublicKey.Parse(Encoding.UTF8.GetString(body.Span));
    }

    private string NextOf(Record key) => Path.GetFileName(keys.FilesOf(key).PrivatePath) + NextSuffix;

    private void ExpectNoFile(StoreView view, Record key)
    {
        SshKeyManager.Free(view, NextOf(key));
        new SshKeyPairFiles(keys.FilesOf(key).PrivatePath + NextSuffix).ExpectAbsent();
    }

    /// <inheritdoc/>
    protected override RotationSubject ToSubject(Record key) => new()
    {
        Kind = Kind,
        Id = SshKeyVersionRecord.IdOf(key),
        Name = key.Name!,
        Key = key.Id,
        IssuedAt = SshKeyRecord.RotatedAtOf(key) ?? key.CreatedAt,
        Record = key,
    };

    /// <inheritdoc/>
    protected override NotFoundException NotFound(string reference) => SecurityErrors.SshKeyNotFound(reference);
}
