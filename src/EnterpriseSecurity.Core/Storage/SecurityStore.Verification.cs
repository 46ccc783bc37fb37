using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <content>The full integrity check.</content>
public sealed partial class SecurityStore
{
    private const int VerificationPage = 500;

    private readonly List<Func<IEnumerable<StoreFinding>>> _checks = [];

    /// <summary>Adds a domain's check of what it keeps beside the database.</summary>
    internal void AddCheck(Func<IEnumerable<StoreFinding>> check) => _checks.Add(check);

    /// <summary>
    /// Checks everything: the database's structure, every record's seal and body, that no record is missing or was
    /// put back, the audit chain, the files of keys, and that no file can be read by others.
    /// </summary>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops the check.</param>
    public StoreVerification Verify(IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        List<StoreFinding> findings = [.. _records.CheckStructure().Select(text => new StoreFinding("Database", DatabaseLabel, text))];
        long records = VerifyRecords(findings, progress, cancellation);
        AuditVerification audit = Audit.Verify(null, cancellation);
        if (!audit.IsValid) findings.Add(new StoreFinding("Audit", audit.Path is null ? "audit" : $"{System.IO.Path.GetFileName(audit.Path)}:{audit.LineNumber}", audit.Reason));
        VerifyFiles(findings);
        CheckDomains(findings);
        StoreVerification verdict = new() { Findings = findings, Records = records, Audit = audit };
        Append(
            new AuditNote(AuditAction.StoreVerified, Id)
            {
                Result = verdict.IsValid ? AuditResult.Success : AuditResult.Failure,
                Metadata = { ["findings"] = findings.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) },
            },
            durable: false);
        progress?.Report(1);
        return verdict;
    }

    private long VerifyRecords(List<StoreFinding> findings, IProgress<double>? progress, CancellationToken cancellation) => _records.Read(reader =>
    {
        EnsureKeys(reader);
        StoreHead head = ReadHead(reader);
        RecordDigest digest = default;
        long count = 0;
        (string collection, string id) = ("", "");
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            IReadOnlyList<StoredRecord> page = reader.ListAll(collection, id, VerificationPage);
            foreach (StoredRecord stored in page)
            {
                count++;
                digest = digest.Add(_keys, stored.Seal);
                if (VerifyRecord(stored) is { } finding) findings.Add(finding);
            }

            if (page.Count < VerificationPage) break;
            (collection, id) = (page[^1].Collection, page[^1].Id);
            progress?.Report((double)count / Math.Max(count, head.Records));
        }

        if (count != head.Records) findings.Add(new StoreFinding("RecordSet", DatabaseLabel, $"There are {count} records, and the store knows of {head.Records}: some were taken away or put in."));
        else if (digest != head.Digest) findings.Add(new StoreFinding("RecordSet", DatabaseLabel, "The records are not those that the store wrote last: one was changed, or an older copy of it was put back."));
        return count;
    });

    private void CheckDomains(List<StoreFinding> findings)
    {
        foreach (Func<IEnumerable<StoreFinding>> check in _checks)
        {
            try
            {
                findings.AddRange(check());
            }
            catch (IntegrityException) when (findings.Count > 0)
            {
                // A record that was changed, which the check of the records has named.
            }
        }
    }

    private StoreFinding? VerifyRecord(StoredRecord stored)
    {
        try
        {
            using SecretBuffer body = _vault.Open(_vault.Read(stored));
            return null;
        }
        catch (SecurityException error)
        {
            return new StoreFinding("Record", $"{stored.Collection}/{stored.Name ?? stored.Id}", error.Message);
        }
    }

    private void VerifyFiles(List<StoreFinding> findings)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories).Prepend(Path))
        {
            try
            {
                // Public keys and certificates are meant to be read by others; their folder keeps others out anyway.
                if (!OwnerOnlyFile.IsOwnerOnly(path) && !path.EndsWith(".pub", StringComparison.Ordinal))
                {
                    findings.Add(new StoreFinding("Permission", path, "Others than the owner have rights to it; take them away (chmod go-rwx)."));
                }
            }
            catch (FileNotFoundException)
            {
                // A temporary file of another process that ended in the meantime.
            }
        }

        try
        {
            _ = ReadDescriptor();
            if (_server is not null) CheckLocalCopy();
        }
        catch (SecurityException error)
        {
            findings.Add(new StoreFinding("File", StoreDescriptor.FileName, error.Message));
        }
    }
}
