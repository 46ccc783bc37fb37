using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <summary>
/// Certificates. The successor has the same subject, names and uses, and is signed by whom the old one was; a staged one lies
/// in <c>NAME.next.crt</c> and <c>NAME.next.key</c>. The old one is valid until its own end, because no clock but that in it
/// counts for those who trust it, unless it is to be revoked when it retires. A successor that is thrown away is revoked. The
/// id of a certificate is its record's id, a dot, and the serial number.
/// </summary>
internal sealed class CertificateRotationTarget(CertificateManager certificates) : VersionedRotationTarget(CertificateRecord.Collection, CertificateVersionRecord.Collection), IRotationTarget
{
    private const string RevokeAtRetirement = "revoke";

    /// <inheritdoc/>
    public override RotationKind Kind => RotationKind.Certificate;

    /// <inheritdoc/>
    public IDisposable Hold() => certificates.Hold();

    /// <inheritdoc/>
    public IEnumerable<RotationSubject> List(StoreView view, string pattern) =>
        view.List(CertificateRecord.Collection).Where(record => record.State == CertificateRecord.Active && NamePattern.Matches(pattern, record.Name!)).Select(ToSubject);

    /// <inheritdoc/>
    public RotationMaterial Prepare(RotationSubject subject, RotationParameters parameters)
    {
        CertificateRenewal options = new() { NewKey = !parameters.KeepKey && !CertificateRecord.IsAuthority(subject.Record!) };
        return new CertificateMaterial(certificates.MakeSuccessor(subject.Name, options, parameters.Passphrase), subject.Id, parameters.RevokePredecessor);
    }

    /// <inheritdoc/>
    public string Issue(StoreChange change, RotationSubject subject, RotationMaterial material, JsonObject state)
    {
        CertificateMaterial made = (CertificateMaterial)material;
        if (made.PreviousId != subject.Id) throw SecurityErrors.RotationSubjectChanged(subject.Name);
        ExpectNoFile(change, subject.Record!);
        X509Certificate2 certificate = made.Successor.Certificate;
        state[RevokeAtRetirement] = made.RevokePredecessor;
        if (CertificateRecord.IssuedBy(subject.Record!) is { } signer) change.Insert(IssuedCertificateRecord.Create(signer, certificate, certificates.Now), certificate.RawData);
        Record version = CertificateVersionRecord.Successor(subject.Record!, certificate.SerialNumber, certificate.NotAfter.ToUniversalTime(), certificates.Now);
        return change.Insert(version, made.Successor.Body.Span).Id;
    }

    /// <inheritdoc/>
    public void Stage(StoreChange change, RotationPair pair)
    {
        ExpectNoFile(change, FindRecord(change, pair));
        change.Update(CertificateVersionRecord.AsStaged(FindVersion(change, pair.NewId)));
    }

    /// <inheritdoc/>
    public void Promote(StoreChange change, RotationPair pair)
    {
        Record record = FindRecord(change, pair);
        string present = CertificateVersionRecord.IdOf(record);
        if (present == pair.NewId) return;
        if (present != pair.OldId) throw SecurityErrors.RotationSubjectChanged(pair.Name);
        Record successor = FindVersion(change, pair.NewId);
        using SecretBuffer old = change.Open(record);
        using SecretBuffer next = change.Open(successor);
        using CertificateBundle bundle = ReadCertificate(change, successor);
        X509Certificate2 certificate = bundle.Certificates[0];
        change.Insert(CertificateVersionRecord.Previous(record, pair.RetireAt, certificates.Now), old.Span);
        change.Update(CertificateRecord.WithCertificate(record, certificate, certificate.PublicKey.ExportSubjectPublicKeyInfo(), CertificateRecord.IssuedBy(record)), next.Span);
        End(change, successor);
        change.Log(NoteOf(record, CertificateRecord.SerialOf(record), certificate));
        MarkChanged(record);
    }

    /// <inheritdoc/>
    public void Retire(StoreChange change, RotationPair pair)
    {
        if (change.Find(CertificateVersionRecord.Collection, pair.OldId) is not { State: SuccessorState.Previous } old) return;
        if (pair.State[RevokeAtRetirement]?.GetValue<bool>() == true) Revoke(change, FindRecord(change, pair), old.Id, X509RevocationReason.Superseded);
        End(change, old);
    }

    /// <inheritdoc/>
    public void Revert(StoreChange change, RotationPair pair)
    {
        Record record = change.Find(CertificateRecord.Collection, pair.Key) ?? throw SecurityErrors.RotationPredecessorGone(pair.Name);
        if (CertificateVersionRecord.IdOf(record) != pair.NewId) throw SecurityErrors.RotationSubjectChanged(pair.Name);
        if (change.Find(CertificateVersionRecord.Collection, pair.OldId) is not { State: SuccessorState.Previous } old || IsRevoked(change, record, pair.OldId)) throw SecurityErrors.RotationPredecessorGone(pair.Name);
        using SecretBuffer body = change.Open(old);
        using CertificateBundle bundle = ReadCertificate(change, old);
        X509Certificate2 certificate = bundle.Certificates[0];
        Revoke(change, record, pair.NewId, X509RevocationReason.CessationOfOperation);
        change.Update(CertificateRecord.Returned(record, CertificateVersionRecord.BeforeOf(old), certificate.NotAfter.ToUniversalTime()), body.Span);
        End(change, old);
        AuditNote note = NoteOf(record, CertificateRecord.SerialOf(record), certificate);
        note.Metadata["undone"] = "true";
        change.Log(note);
        MarkChanged(record);
    }

    /// <inheritdoc/>
    public void Discard(StoreChange change, RotationPair pair)
    {
        if (change.Find(CertificateVersionRecord.Collection, pair.NewId) is not { State: SuccessorState.Issued or SuccessorState.Staged } successor) return;
        Revoke(change, FindRecord(change, pair), successor.Id, X509RevocationReason.CessationOfOperation);
        End(change, successor);
    }

    /// <inheritdoc/>
    public void Settle(RotationPair pair) => certificates.SettleVersions(pair.Key);

    private static AuditNote NoteOf(Record record, string previous, X509Certificate2 certificate)
    {
        AuditNote note = new(AuditAction.CertificateRenewed, record.Name!) { Metadata = { ["previous"] = previous } };
        CertificateSigning.Describe(note, certificate);
        return note;
    }

    private static Record FindRecord(StoreView view, RotationPair pair) => view.Find(CertificateRecord.Collection, pair.Key) ?? throw SecurityErrors.CertificateNotFound(pair.Name);

    private static CertificateBundle ReadCertificate(StoreView view, Record version)
    {
        using CertificateContent content = CertificateContent.Open(view, version);
        return content.ReadCertificate();
    }

    private static Record? FindIssued(StoreView view, Record record, string id) => CertificateRecord.IssuedBy(record) is { } signer
        ? view.Find(IssuedCertificateRecord.Collection, IssuedCertificateRecord.IdOf(signer, id[CertificateVersionRecord.PrefixOf(record.Id).Length..]))
        : null;

    private static bool IsRevoked(StoreView view, Record record, string id) => FindIssued(view, record, id) is { State: IssuedCertificateRecord.Revoked };

    private static void Revoke(StoreChange change, Record record, string id, X509RevocationReason reason)
    {
        if (FindIssued(change, record, id) is not { State: IssuedCertificateRecord.Active } issued) return;
        if (change.Find(CertificateRecord.Collection, CertificateRecord.IssuedBy(record)!) is not { } signer) return;
        AuditNote note = new(AuditAction.CertificateRevoked, record.Name!);
        CertificateManager.Revoke(change, note, signer, IssuedCertificateRecord.SerialOf(issued), reason);
        change.Log(note);
    }

    private void ExpectNoFile(StoreView view, Record record)
    {
        string name = record.Name! + CertificateManager.NextSuffix;
        CertificateFileSet next = certificates.FilesOf(name);
        CertificateManager.Free(view, name);
        next.ExpectAbsent(next.CertificatePath, next.RequestPath, next.KeyPath);
    }

    // Where the files are not, as on another machine, none are made.
    private void MarkChanged(Record record)
    {
        CertificateFileSet files = certificates.FilesOf(record.Name!);
        if (files.Exists(withKey: false)) files.MarkChanged();
    }

    /// <inheritdoc/>
    protected override RotationSubject ToSubject(Record record) => new()
    {
        Kind = Kind,
        Id = CertificateVersionRecord.IdOf(record),
        Name = record.Name!,
        Key = record.Id,
        IssuedAt = CertificateRecord.IssuedAtOf(record),
        ExpiresAt = record.ExpiresAt,
        IsUsable = record.State == CertificateRecord.Active,
        EndsForGood = false,
        State = record.State,
        Record = record,
    };

    /// <inheritdoc/>
    protected override NotFoundException NotFound(string reference) => SecurityErrors.CertificateNotFound(reference);
}
