using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <summary>
/// Values of secrets. The successor is a version of the secret: readable by its number once it is staged, current once it
/// is promoted. A retired version is destroyed; that it was stays known. The id of a value is the secret's id, a dot, and
/// the version in nine digits.
/// </summary>
internal sealed class SecretRotationTarget(SecretManager secrets) : VersionedRotationTarget(SecretRecord.Collection, SecretRecord.VersionCollection), IRotationTarget
{
    private const int DefaultLength = 32;
    private const int LeastBytes = 16;
    private const int MostBytes = 4096;
    private const string EndedAt = "secretEnd";

    /// <inheritdoc/>
    public override RotationKind Kind => RotationKind.Secret;

    /// <inheritdoc/>
    public bool KeepsFiles => false;

    /// <inheritdoc/>
    public IEnumerable<RotationSubject> List(StoreView view, string pattern) =>
        view.List(SecretRecord.Collection).Where(record => record.State != SecretRecord.Deleted && NamePattern.Matches(pattern, record.Name!)).Select(ToSubject);

    /// <inheritdoc/>
    public RotationMaterial Prepare(RotationSubject subject, RotationParameters parameters)
    {
        SecretKind kind = SecretRecord.KindOf(subject.Record!);
        if (kind is not (SecretKind.Text or SecretKind.SecureText or SecretKind.Credential or SecretKind.Bytes)) throw SecurityErrors.RotationSecretKindUnsupported(subject.Name, kind.ToString());
        if (parameters.Value is { } given)
        {
            if (given.Length == 0) throw SecurityErrors.RotationValueInvalid(subject.Name, "is empty");
            if (kind != SecretKind.Bytes && !Utf8.IsValid(given.Span)) throw SecurityErrors.RotationValueInvalid(subject.Name, "is not text in UTF-8");
            return new RotationMaterial(SecretBuffer.CopyOf(given.Span));
        }

        PasswordGeneratorOptions options = new() { Length = parameters.Length ?? DefaultLength, Symbols = !parameters.NoSymbols };
        if (kind != SecretKind.Bytes) return new RotationMaterial(new PasswordGenerator().Generate(options));
        if (parameters.Length is not { } length) throw SecurityErrors.RotationValueNeeded(subject.Name, kind.ToString());
        if (length is < LeastBytes or > MostBytes) throw SecurityErrors.RotationValueInvalid(subject.Name, $"cannot have {length} bytes, but {LeastBytes} to {MostBytes}");
        return new RotationMaterial(SecretBuffer.Random(length));
    }

    /// <inheritdoc/>
    public string Issue(StoreChange change, RotationSubject subject, RotationMaterial material, JsonObject state)
    {
        Record secret = subject.Record!;
        int version = SecretRecord.NextVersionOf(secret);
        using SecretValue old = SecretValueCodec.Decode(change.Open(secret));
        if (CryptographicOperations.FixedTimeEquals(old.Content.Span, material.Value.Span)) throw SecurityErrors.RotationValueInvalid(subject.Name, "is the present one");
        using SecretValue value = old.Kind == SecretKind.Credential
            ? SecretValue.FromCredential(old.UserName!, SecretBuffer.CopyOf(material.Value.Span))
            : SecretValue.FromContent(old.Kind, SecretBuffer.CopyOf(material.Value.Span));
        using SecretBuffer body = SecretValueCodec.Encode(value);
        change.Update(SecretRecord.WithLastVersion(secret, version));
        return change.Insert(SecretRecord.Successor(secret, version, value.Kind, secrets.Now), body.Span).Id;
    }

    /// <inheritdoc/>
    public void Stage(StoreChange change, RotationPair pair) => change.Update(FindVersion(change, pair.NewId) with { State = SuccessorState.Staged });

    /// <inheritdoc/>
    public void Promote(StoreChange change, RotationPair pair)
    {
        Record secret = TryFindSecret(change, pair) ?? throw SecurityErrors.SecretNotFound(pair.Name);
        string present = IdOf(secret);
        if (present == pair.NewId)
        {
            if (change.Find(SecretRecord.VersionCollection, pair.OldId) is { } old && SecretRecord.IsReadable(old, secrets.Now)) change.Update(old with { ExpiresAt = pair.RetireAt });
            return;
        }

        if (present != pair.OldId) throw SecurityErrors.RotationSubjectChanged(pair.Name);
        Record successor = FindVersion(change, pair.NewId);
        using SecretBuffer body = change.Open(successor);
        pair.NoteTime(EndedAt, secret.ExpiresAt);
        change.Delete(successor);
        Record promoted = secrets.PutNext(change, secret, SecretRecord.VersionOf(successor), SecretRecord.KindOf(successor), body, null, null, pair.RetireAt);
        change.Log(NoteOf(AuditAction.SecretRotated, promoted));
    }

    /// <inheritdoc/>
    public void Retire(StoreChange change, RotationPair pair)
    {
        if (change.Find(SecretRecord.VersionCollection, pair.OldId) is { State: not SuccessorState.Ended } old) End(change, old);
    }

    /// <inheritdoc/>
    public void Revert(StoreChange change, RotationPair pair)
    {
        Record secret = TryFindSecret(change, pair) ?? throw SecurityErrors.RotationPredecessorGone(pair.Name);
        if (IdOf(secret) != pair.NewId) throw SecurityErrors.RotationSubjectChanged(pair.Name);
        if (change.Find(SecretRecord.VersionCollection, pair.OldId) is not { State: not SuccessorState.Ended } old) throw SecurityErrors.RotationPredecessorGone(pair.Name);
        using SecretBuffer body = change.Open(old);
        change.Delete(old);
        change.Insert(SecretRecord.Archive(secret) with { State = SuccessorState.Ended }, []);
        Record returned = change.Update(SecretRecord.Returned(secret, old, pair.RecallTime(EndedAt)), body.Span);
        change.Log(NoteOf(AuditAction.SecretRolledBack, returned));
    }

    /// <inheritdoc/>
    public void Discard(StoreChange change, RotationPair pair)
    {
        if (change.Find(SecretRecord.VersionCollection, pair.NewId) is { State: not SuccessorState.Ended } successor) End(change, successor);
    }

    /// <inheritdoc/>
    public void Settle(RotationPair pair) => secrets.PurgeEnded(pair.OldId, pair.NewId);

    private static AuditNote NoteOf(string action, Record secret) =>
        new(action, secret.Name!) { Metadata = { ["id"] = secret.Id, ["version"] = SecretRecord.VersionOf(secret).ToString(CultureInfo.InvariantCulture) } };

    private static Record? TryFindSecret(StoreView view, RotationPair pair) => view.Find(SecretRecord.Collection, pair.Key) is { State: not SecretRecord.Deleted } secret ? secret : null;

    private static string IdOf(Record secret) => SecretRecord.VersionId(secret.Id, SecretRecord.VersionOf(secret));

    /// <inheritdoc/>
    protected override RotationSubject ToSubject(Record secret) => new()
    {
        Kind = Kind,
        Id = IdOf(secret),
        Name = secret.Name!,
        Key = secret.Id,
        IssuedAt = SecretRecord.ValueTimeOf(secret),
        ExpiresAt = secret.ExpiresAt,
        IsUsable = secret.State != SecretRecord.Deleted,
        EndsForGood = false,
        State = secret.State,
        Record = secret,
    };

    /// <inheritdoc/>
    protected override RotationSubject OfVersion(RotationSubject subject, Record version) => base.OfVersion(subject, version) with
    {
        IssuedAt = SecretRecord.ValueTimeOf(version),
        State = SecretRecord.ToVersionInfo(subject.Record!, version, secrets.Now).State.ToString().ToLowerInvariant(),
    };

    /// <inheritdoc/>
    protected override NotFoundException NotFound(string reference) => SecurityErrors.SecretNotFound(reference);
}
