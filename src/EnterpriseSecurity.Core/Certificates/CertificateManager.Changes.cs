using System.Security.Cryptography.X509Certificates;
using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Certificates;

/// <content>
/// Renewal, revocation and removal. The record is what counts: it is committed first, with its audit entry, and the
/// files are brought in line with it afterwards, at the next opening of the store if a crash comes between.
/// </content>
public sealed partial class CertificateManager
{
    /// <summary>Renews a certificate: the same subject, names and uses, with new dates, signed by whom the old one was.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">How.</param>
    /// <param name="keyPassphrase">The key's passphrase; a new key is encrypted by it too.</param>
    /// <exception cref="NotFoundException">There is none of this name.</exception>
    /// <exception cref="AuthenticationFailedException">The key is encrypted, and no passphrase, or a wrong one, was given.</exception>
    /// <exception cref="InvalidStateException">It was revoked, and its key is to stay.</exception>
    public IssuedCertificate Renew(string name, CertificateRenewal? options = null, SecretBuffer? keyPassphrase = null)
    {
        options ??= new CertificateRenewal();
        AuditNote note = new(AuditAction.CertificateRenewed, name ?? "");
        return WriteAndSettle(note, (change, mark) =>
        {
            (CertificateContent present, CertificateContent? signer) = OpenForRenewal(change, name!, options);
            using CertificateContent content = present;
            using CertificateContent? above = signer;
            using CertificateSuccessor next = MakeSuccessor(content, above, options, keyPassphrase);
            Record record = change.Update(CertificateRecord.WithCertificate(content.Record, next.Certificate, next.PublicKeyInfo, above?.Record.Id), next.Body.Span);
            if (above is not null) change.Insert(IssuedCertificateRecord.Create(above.Record.Id, next.Certificate, Now), next.Certificate.RawData);
            note.Metadata["previous"] = CertificateRecord.SerialOf(content.Record);
            note.Metadata["newKey"] = options.NewKey ? "true" : "false";
            CertificateSigning.Describe(note, next.Certificate);
            mark(record.Name!);
            using CertificateContent after = CertificateContent.Open(change, record);
            return ToInfo(change, after);
        });
    }

    /// <summary>Revokes a managed certificate with its authority.</summary>
    /// <param name="name">The certificate's name.</param>
    /// <param name="reason">Why.</param>
    /// <exception cref="InvalidStateException">It signed itself, or was revoked already.</exception>
    public IssuedCertificate Revoke(string name, X509RevocationReason reason = X509RevocationReason.Unspecified)
    {
        AuditNote note = new(AuditAction.CertificateRevoked, name ?? "");
        return _store.Write(note, change =>
        {
            Record record = Find(change, name!);
            string authority = CertificateRecord.IssuedBy(record) ?? throw SecurityErrors.CertificateNotIssuedHere(record.Name!);
            Record signer = change.Find(CertificateRecord.Collection, authority) ?? throw SecurityErrors.CertificateNotIssuedHere(record.Name!);
            return Revoke(change, note, signer, CertificateRecord.SerialOf(record), reason);
        });
    }

    /// <summary>Revokes a certificate by its serial number.</summary>
    /// <param name="authority">The name of the authority that signed it.</param>
    /// <param name="serialNumber">The serial number in hexadecimal; colons and spaces are passed over.</param>
    /// <param name="reason">Why. One that is on hold may be revoked for good.</param>
    /// <exception cref="NotFoundException">There is no such authority, or it signed no such certificate.</exception>
    /// <exception cref="InvalidStateException">It was revoked already.</exception>
    public IssuedCertificate Revoke(string authority, string serialNumber, X509RevocationReason reason = X509RevocationReason.Unspecified)
    {
        ArgumentNullException.ThrowIfNull(serialNumber);
        AuditNote note = new(AuditAction.CertificateRevoked, serialNumber.Length == 0 ? "-" : serialNumber);
        return _store.Write(note, change => Revoke(change, note, Find(change, authority), serialNumber, reason));
    }

    /// <summary>Revokes a certificate that lies in a file; the store knows which of its authorities signed it.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="reason">Why.</param>
    /// <exception cref="NotFoundException">No authority of the store signed it.</exception>
    public IssuedCertificate Revoke(X509Certificate2 certificate, X509RevocationReason reason = X509RevocationReason.Unspecified)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        string subject = DistinguishedNameText.Of(certificate.SubjectName);
        AuditNote note = new(AuditAction.CertificateRevoked, subject.Length == 0 ? "-" : subject);
        return _store.Write(note, change =>
        {
            foreach (Record signer in change.List(CertificateRecord.Collection).Where(CertificateRecord.IsAuthority))
            {
                if (change.Find(IssuedCertificateRecord.Collection, IssuedCertificateRecord.IdOf(signer.Id, certificate.SerialNumber)) is not { } issued) continue;
                using SecretBuffer body = change.Open(issued);
                if (body.Span.SequenceEqual(certificate.RawData)) return Revoke(change, note, signer, certificate.SerialNumber, reason);
            }

            throw SecurityErrors.CertificateNotIssuedHere(subject);
        });
    }

    /// <summary>Signs the list of everything that an authority has revoked, with the next number.</summary>
    /// <param name="authority">Its name.</param>
    /// <param name="lifetime">Until the next list.</param>
    /// <returns>The list in DER.</returns>
    /// <exception cref="NotFoundException">There is no such authority.</exception>
    public byte[] CreateRevocationList(string authority, TimeSpan lifetime)
    {
        AuditNote note = new(AuditAction.CertificateRevocationListIssued, authority ?? "");
        return _store.Write(note, change =>
        {
            using CertificateContent content = Open(change, authority!);
            using CertificateAuthority signer = AuthorityOf(content);
            List<CertificateRevocation> revoked = [.. change.ListByPrefix(IssuedCertificateRecord.Collection, IssuedCertificateRecord.PrefixOf(content.Record.Id)).Select(IssuedCertificateRecord.RevocationOf).OfType<CertificateRevocation>()];
            change.Update(CertificateRecord.WithNextList(content.Record, out long number));
            note.Metadata["number"] = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            note.Metadata["revoked"] = revoked.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return CertificateRevocationList.Write(signer, revoked, number, Now, lifetime);
        });
    }

    /// <summary>Signs a revocation list and writes it to a file, for everyone to read.</summary>
    /// <param name="authority">The authority's name.</param>
    /// <param name="lifetime">Until the next list.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">PEM or DER.</param>
    /// <param name="overwrite">True to replace a file that exists.</param>
    /// <exception cref="AlreadyExistsException">The file exists; nothing was overwritten, and no list was signed.</exception>
    public void ExportRevocationList(string authority, TimeSpan lifetime, string path, CertificateFormat format = CertificateFormat.Pem, bool overwrite = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CertificateFile.ExpectRoom(path, overwrite);
        byte[] list = CreateRevocationList(authority, lifetime);
        CertificateFile.Put(path, format == CertificateFormat.Der ? list : Encoding.ASCII.GetBytes(CertificateRevocationList.ToPem(list)), isSecret: false, overwrite);
    }

    /// <summary>
    /// Takes a certificate out of the store, and overwrites and deletes its files. What an SSD, a snapshot or a backup
    /// keeps of them is not reached. A certificate's entry with its authority stays, so that it can still be revoked.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="NotFoundException">There is none of this name.</exception>
    /// <exception cref="InvalidStateException">It is an authority, and something that it signed is still valid.</exception>
    public void Remove(string name)
    {
        AuditNote note = new(AuditAction.CertificateDeleted, name ?? "");
        WriteAndSettle(note, (change, mark) =>
        {
            Record record = Find(change, name!);
            if (CertificateRecord.IsAuthority(record))
            {
                List<Record> issued = [.. change.ListByPrefix(IssuedCertificateRecord.Collection, IssuedCertificateRecord.PrefixOf(record.Id))];
                long valid = issued.Count(one => one.State == IssuedCertificateRecord.Active && one.ExpiresAt > Now);
                if (valid > 0) throw SecurityErrors.CertificateAuthorityInUse(record.Name!, valid);
                foreach (Record one in issued) change.Delete(one);
            }

            note.Metadata["id"] = record.Id;
            RemoveVersions(change, record);
            change.Delete(record);
            mark(record.Name!);
            return true;
        });
        _store.PurgeJournal();
    }

    private static void ExpectNotRevoked(StoreView view, Record signer, Record certificate)
    {
        string serial = CertificateRecord.SerialOf(certificate);
        if (CertificateRecord.IsAuthority(certificate)) ExpectSigns(view, certificate);
        bool isRevoked = view.Find(IssuedCertificateRecord.Collection, IssuedCertificateRecord.IdOf(signer.Id, serial)) is { State: IssuedCertificateRecord.Revoked };
        if (isRevoked) throw SecurityErrors.CertificateRevokedKeepsKey(certificate.Name!);
    }

    // Nobody takes what a revoked authority has signed.
    private static bool ExpectSigns(StoreView view, Record authority)
    {
        for (Record one = authority; CertificateRecord.IssuedBy(one) is { } id;)
        {
            Record? issued = view.Find(IssuedCertificateRecord.Collection, IssuedCertificateRecord.IdOf(id, CertificateRecord.SerialOf(one)));
            if (issued is not null && IssuedCertificateRecord.RevocationOf(issued) is { } revocation) throw SecurityErrors.CertificateAuthorityRevoked(one.Name!, revocation.At);
            if (view.Find(CertificateRecord.Collection, id) is not { } signer) break;
            one = signer;
        }

        return true;
    }

    internal static IssuedCertificate Revoke(StoreChange change, AuditNote note, Record signer, string serialNumber, X509RevocationReason reason)
    {
        if (!Enum.IsDefined(reason) || reason is X509RevocationReason.RemoveFromCrl or X509RevocationReason.AACompromise) throw SecurityErrors.CertificateRevocationReasonInvalid();
        if (!CertificateRecord.IsAuthority(signer)) throw SecurityErrors.CertificateNotAuthority(signer.Name!);
        string serial = serialNumber.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        Record issued = change.Find(IssuedCertificateRecord.Collection, IssuedCertificateRecord.IdOf(signer.Id, serial)) ?? throw SecurityErrors.CertificateSerialNotFound(serialNumber, signer.Name!);
        CertificateRevocation? before = IssuedCertificateRecord.RevocationOf(issued);
        if (before is not null && (before.Reason != X509RevocationReason.CertificateHold || reason == X509RevocationReason.CertificateHold)) throw SecurityErrors.CertificateRevokedAlready(serial, before.At);
        note.Metadata["authority"] = signer.Name!;
        note.Metadata["serial"] = serial;
        note.Metadata["reason"] = reason.ToString();
        Record revoked = change.Update(IssuedCertificateRecord.WithRevocation(issued, reason, before?.At ?? change.Now));
        return ToInfo(change, revoked, signer.Name!);
    }
}
