using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Certificates;

/// <content>How the files beside the records are kept in line with them.</content>
public sealed partial class CertificateManager
{
    /// <summary>What is wrong with the files of the certificates, and with what the authorities have signed.</summary>
    internal IEnumerable<StoreFinding> Check()
    {
        List<StoreFinding> findings = FindFaults();
        if (findings.Count == 0) return findings;
        // What differs may be a change under way; who holds the folder sees it ended.
        using IDisposable held = FolderLock.Take(_folder);
        return FindFaults();
    }

    /// <summary>Settles whatever a crash left in the store's folder.</summary>
    internal void SettleAll()
    {
        if (!Directory.Exists(_folder)) return;
        List<string> names = [.. CertificateFileSet.FindUnsettled(_folder)];
        if (names.Count == 0 && FindUnsettledVersions().Count == 0) return;
        using IDisposable held = FolderLock.Take(_folder);
        foreach (string name in names) Settle(name);
        // To settle a name takes away what a crash left of the files of one to come, too.
        foreach (string id in FindUnsettledVersions()) SettleVersions(id);
    }

    private List<StoreFinding> FindFaults()
    {
        List<StoreFinding> findings = [];
        return _store.Peek(view =>
        {
            foreach (Record record in view.List(CertificateRecord.Collection))
            {
                using CertificateContent content = CertificateContent.Open(view, record);
                CertificateFileSet files = FilesOf(record.Name!);
                CheckFile(findings, record.Name!, files.CertificatePath, content.Certificate);
                CheckFile(findings, record.Name!, files.RequestPath, content.Request);
                if (!CertificateRecord.IsAuthority(record)) CheckFile(findings, record.Name!, files.KeyPath, content.Key is null ? default : content.Key.Span);
                else if (File.Exists(files.KeyPath)) findings.Add(new StoreFinding("Certificate", record.Name!, $"There is a key file '{files.KeyPath}' for an authority, whose key is in the store alone. Remove it."));
                CheckSerial(findings, view, content);
            }

            foreach (Record issued in view.List(IssuedCertificateRecord.Collection))
            {
                using SecretBuffer body = view.Open(issued);
                using X509Certificate2 certificate = CertificateReader.LoadDer(body.Span);
                if (certificate.SerialNumber != IssuedCertificateRecord.SerialOf(issued)) findings.Add(new StoreFinding("Certificate", issued.Id, "The record of an issued certificate holds another one."));
            }

            return findings;
        });
    }

    private static void CheckFile(List<StoreFinding> findings, string name, string path, ReadOnlySpan<byte> expected)
    {
        if (expected.IsEmpty || CertificateFileSet.Holds(path, expected)) return;
        findings.Add(new StoreFinding("Certificate", name, File.Exists(path) ? $"The file '{path}' does not hold what the store knows." : $"The file '{path}' is gone."));
    }

    private static void CheckSerial(List<StoreFinding> findings, StoreView view, CertificateContent content)
    {
        if (content.Certificate is null) return;
        using CertificateBundle bundle = content.ReadCertificate();
        X509Certificate2 certificate = bundle.Certificates[0];
        string serial = CertificateRecord.SerialOf(content.Record);
        bool isKnown = CertificateRecord.IssuedBy(content.Record) is not { } signer
            || view.Find(CertificateRecord.Collection, signer) is null
            || view.Find(IssuedCertificateRecord.Collection, IssuedCertificateRecord.IdOf(signer, serial)) is not null;
        bool hasKey = CertificateRecord.DigestOf(certificate.PublicKey.ExportSubjectPublicKeyInfo()) == CertificateRecord.KeyDigestOf(content.Record);
        if (certificate.SerialNumber != serial || !hasKey || !isKnown) findings.Add(new StoreFinding("Certificate", content.Record.Name!, "The certificate is not the one that its record and its authority's tell of."));
    }

    private static CertificateContent OpenIssuer(StoreView view, CertificateContent content, string id)
    {
        if (view.Find(CertificateRecord.Collection, id) is { } signer) return CertificateContent.Open(view, signer);
        using CertificateBundle bundle = content.ReadCertificate();
        throw SecurityErrors.CertificateAuthorityNeeded(DistinguishedNameText.Of(bundle.Leaf.IssuerName));
    }

    private (string Name, Draft Draft) Prepare(AuditNote note, string? name, CertificateSubject subject, Func<Draft> make) => _store.Attempt(note, () =>
    {
        string checkedName = name is null ? CertificateFileSet.NameFor(subject.CommonName) : CanonicalName.CheckFileName("certificate", name);
        note.Resource = checkedName;
        _store.Peek(view => Free(view, checkedName));
        return (checkedName, make());
    });

    private IssuedCertificate Add(AuditNote note, string? name, CertificateSubject subject, Func<Draft> make)
    {
        (string checkedName, Draft made) = Prepare(note, name, subject, make);
        using Draft draft = made;
        CertificateSigning.Describe(note, draft.Certificate!);
        Record record = Insert(note, checkedName, draft);
        return _store.Peek(view =>
        {
            using CertificateContent content = CertificateContent.Open(view, record);
            return ToInfo(view, content);
        });
    }

    private Record Insert(AuditNote note, string name, Draft draft)
    {
        using SecretBuffer body = CertificateRecord.Encode(draft.CertificatePem, draft.Request, draft.KeyPem.Span);
        CertificateFileSet files = FilesOf(name);
        return WriteAndSettle(note, (change, mark) =>
        {
            Free(change, name);
            files.ExpectAbsent(files.CertificatePath, files.RequestPath, files.KeyPath);
            Record record = change.Insert(CertificateRecord.Create(name, draft.Certificate, draft.Key, draft.IsAuthority, draft.IssuedBy, Now), body.Span);
            if (draft.IssuedBy is not null) change.Insert(IssuedCertificateRecord.Create(draft.IssuedBy, draft.Certificate!, Now), draft.Certificate!.RawData);
            note.Metadata["id"] = record.Id;
            mark(name);
            return record;
        });
    }

    internal static bool Free(StoreView view, string name) => view.FindByName(CertificateRecord.Collection, name) is null ? true : throw SecurityErrors.CertificateExists(name);

    // A hidden file of no content tells the next who opens the store that a change was under way.
    private T WriteAndSettle<T>(AuditNote note, Func<StoreChange, Action<string>, T> work)
    {
        using IDisposable held = FolderLock.Take(_folder);
        string? changed = null;
        T result;
        try
        {
            result = _store.Write(note, change => work(change, name =>
            {
                FilesOf(name).MarkChanged();
                changed = name;
            }));
        }
        catch
        {
            // A failure after the commit is possible; only the record tells which side of it this is.
            if (changed is not null) TrySettle(changed);
            throw;
        }

        if (changed is not null) Settle(changed);
        return result;
    }

    private void TrySettle(string name)
    {
        try
        {
            Settle(name);
        }
        catch (SecurityException)
        {
            // The first failure is the one to report; the next who opens the store settles it.
        }
    }

    private void Settle(string name)
    {
        using CertificateContent? content = _store.Peek(view => view.FindByName(CertificateRecord.Collection, name) is { } record ? CertificateContent.Open(view, record) : null);
        if (content is null) FilesOf(name).Settle(null, null, null);
        else content.Settle(FilesOf(content.Record.Name!));
    }

    /// <summary>A certificate or request in the making.</summary>
    private sealed record Draft(CertificateKey Key, X509Certificate2? Certificate, string? CertificatePem, string? Request, SecretBuffer KeyPem, string? IssuedBy) : IDisposable
    {
        public bool IsAuthority { get; init; }

        public void Dispose()
        {
            Key.Dispose();
            KeyPem.Dispose();
            Certificate?.Dispose();
        }
    }
}
