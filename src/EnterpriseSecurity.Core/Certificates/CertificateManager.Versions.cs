using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Certificates;

/// <content>
/// Renewed certificates before they take the name, with files beside the present ones (<c>NAME.next.crt</c> and
/// <c>NAME.next.key</c>), and those that had it before, sealed in the store alone.
/// </content>
public sealed partial class CertificateManager
{
    internal const string NextSuffix = ".next";

    /// <summary>Holds the folder, so that nobody else changes a file in it.</summary>
    internal IDisposable Hold() => FolderLock.Take(_folder);

    /// <summary>Makes the certificate that shall follow a managed one, outside of any transaction.</summary>
    internal CertificateSuccessor MakeSuccessor(string name, CertificateRenewal options, SecretBuffer? keyPassphrase)
    {
        (CertificateContent present, CertificateContent? signer) = _store.Peek(view => OpenForRenewal(view, name, options));
        using CertificateContent content = present;
        using CertificateContent? above = signer;
        return MakeSuccessor(content, above, options, keyPassphrase);
    }

    /// <summary>Brings the files of a managed certificate, and of the one to come, to what the records say; the caller holds the folder.</summary>
    internal void SettleVersions(string id)
    {
        List<CertificateContent> versions = [];
        try
        {
            using CertificateContent? content = _store.Peek(view =>
            {
                foreach (Record version in ListVersions(view, id)) versions.Add(OpenVersion(view, version));
                return view.Find(CertificateRecord.Collection, id) is { } record ? CertificateContent.Open(view, record) : null;
            });
            if (content is null) return;
            CertificateFileSet present = FilesOf(content.Record.Name!);
            CertificateFileSet next = FilesOf(content.Record.Name! + NextSuffix);
            if (!IsHere(present, next)) return;
            if (present.IsMarked || IsOutOfDate(present, content.Record, versions.Select(version => version.Record))) content.Settle(present);
            foreach (CertificateContent version in versions) Settle(next, version, CertificateRecord.IsAuthority(content.Record));
            _store.Destroy([.. versions.Select(version => version.Record).Where(record => record.State == SuccessorState.Ended)]);
        }
        finally
        {
            foreach (CertificateContent version in versions) version.Dispose();
        }
    }

    private static (CertificateContent Present, CertificateContent? Signer) OpenForRenewal(StoreView view, string name, CertificateRenewal options)
    {
        CertificateContent content = Open(view, name);
        CertificateContent? above = null;
        try
        {
            above = CertificateRecord.IssuedBy(content.Record) is { } id ? OpenIssuer(view, content, id) : null;
            if (above is not null) ExpectSigns(view, above.Record);
            // The same key under a new serial number would be trusted again.
            if (above is not null && !options.NewKey) ExpectNotRevoked(view, above.Record, content.Record);
            return (content, above);
        }
        catch
        {
            content.Dispose();
            above?.Dispose();
            throw;
        }
    }

    private CertificateSuccessor MakeSuccessor(CertificateContent content, CertificateContent? above, CertificateRenewal options, SecretBuffer? keyPassphrase)
    {
        using CertificateAuthority? authority = above?.ToAuthority();
        using CertificateBundle old = content.ReadCertificate();
        using CertificateKey present = content.ReadKey(keyPassphrase);
        (X509Certificate2 certificate, CertificateKey made, string pem) = CertificateSigning.Renewed(old.Certificates[0], present, authority, options, Now);
        using CertificateKey key = made;
        using SecretBuffer keyFile = options.NewKey ? key.ToPem(keyPassphrase) : SecretBuffer.CopyOf(content.Key!.Span);
        return new CertificateSuccessor(certificate, pem, options.NewKey ? null : content.RequestText, keyFile.Span);
    }

    private static IEnumerable<Record> ListVersions(StoreView view, string id) => view.ListByPrefix(CertificateVersionRecord.Collection, CertificateVersionRecord.PrefixOf(id));

    // An ended one has nothing in it any more.
    private static CertificateContent OpenVersion(StoreView view, Record version) =>
        version.State == SuccessorState.Ended ? CertificateContent.Empty(version) : CertificateContent.Open(view, version);

    // In a store that several machines share, not each has the files.
    private static bool IsHere(CertificateFileSet present, CertificateFileSet next) => present.Exists(withKey: false) || next.Exists(withKey: false) || present.IsMarked;

    // Another machine has brought the next one into use.
    private static bool IsOutOfDate(CertificateFileSet present, Record record, IEnumerable<Record> versions)
    {
        if (present.TryReadSerial() is not { } serial || serial == CertificateRecord.SerialOf(record)) return false;
        string id = CertificateVersionRecord.IdOf(record.Id, serial);
        return versions.Any(version => version.Id == id);
    }

    private static bool IsUnsettled(CertificateFileSet next, Record version, bool isAuthority) =>
        version.State == SuccessorState.Ended || (version.State == SuccessorState.Staged && !next.Exists(withKey: !isAuthority));

    // What somebody else has written there meanwhile stays.
    private static void Settle(CertificateFileSet next, CertificateContent version, bool isAuthority)
    {
        if (!IsUnsettled(next, version.Record, isAuthority) || !CertificateVersionRecord.HasFiles(version.Record)) return;
        next.MarkChanged();
        next.Settle(version.Certificate, null, isAuthority ? null : version.Key);
    }

    private List<string> FindUnsettledVersions() => _store.Peek(view => view.List(CertificateVersionRecord.Collection)
        .Where(version => view.Find(CertificateRecord.Collection, VersionedRotationTarget.CredentialIdOf(version.Id)) is { } record && IsUnsettled(record, version))
        .Select(version => VersionedRotationTarget.CredentialIdOf(version.Id))
        .Distinct()
        .ToList());

    private bool IsUnsettled(Record record, Record version)
    {
        CertificateFileSet present = FilesOf(record.Name!);
        CertificateFileSet next = FilesOf(record.Name! + NextSuffix);
        return IsHere(present, next) && (IsUnsettled(next, version, CertificateRecord.IsAuthority(record)) || IsOutOfDate(present, record, [version]));
    }

    // Their files go before the commit: should it fail, they are written again from the records.
    private void RemoveVersions(StoreChange change, Record certificate)
    {
        foreach (Record version in ListVersions(change, certificate.Id).ToList())
        {
            if (CertificateVersionRecord.HasFiles(version))
            {
                CertificateFileSet next = FilesOf(certificate.Name! + NextSuffix);
                next.MarkChanged();
                next.Settle(null, null, null);
            }

            change.Delete(version);
        }
    }
}
