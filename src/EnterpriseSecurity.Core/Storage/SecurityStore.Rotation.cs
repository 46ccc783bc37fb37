using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <content>Rotation of the data keys.</content>
public sealed partial class SecurityStore
{
    private const int ReencryptionBatch = 200;

    /// <summary>Makes a new data key, which every write uses from now on.</summary>
    /// <param name="reencryptAll">Also write every older record anew; when all are, the old keys are destroyed.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops between batches; <see cref="ResumeReencryption"/> goes on from there.</param>
    public StoreKeyRotation RotateKey(bool reencryptAll, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        long version = Write(new AuditNote(AuditAction.StoreKeyRotated, Id), change =>
        {
            long added = change.AddDataKey(DataKeyKind.Symmetric);
            foreach (DataKeyKind kind in new[] { DataKeyKind.Rsa2048, DataKeyKind.Rsa4096 })
            {
                if (_keys.Current(kind) is not null) change.AddDataKey(kind);
            }

            change.Note.Metadata["version"] = added.ToString(CultureInfo.InvariantCulture);
            return added;
        });
        return reencryptAll ? ResumeReencryption(progress, cancellation) : new StoreKeyRotation(version, 0, CountOld());
    }

    /// <summary>Writes every record that uses an older data key anew, in small transactions, so that it can be stopped at any moment.</summary>
    public StoreKeyRotation ResumeReencryption(IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        long total = Math.Max(1, CountOld());
        long done = 0;
        (string Collection, string Id) after = ("", "");
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            AuditNote note = new(AuditAction.StoreKeyRotated, Id);
            (bool last, int rewritten, (string, string) next) = Write(note, change =>
            {
                (bool Last, int Rewritten, (string, string) Next) batch = Reencrypt(change, after);
                note.Metadata["reencrypted"] = batch.Rewritten.ToString(CultureInfo.InvariantCulture);
                return batch;
            });
            done += rewritten;
            after = next;
            progress?.Report(Math.Min(1, (double)done / total));
            if (last) break;
        }

        long remaining = CountOld();
        if (remaining == 0) DestroyOldKeys();
        _records.PurgeJournal();
        return new StoreKeyRotation(_keys.Current(DataKeyKind.Symmetric)!.Value, done, remaining);
    }

    private (bool Last, int Rewritten, (string Collection, string Id) Next) Reencrypt(StoreChange change, (string Collection, string Id) after)
    {
        IReadOnlyList<StoredRecord> page = change.ListAllStored(after.Collection, after.Id, ReencryptionBatch);
        int rewritten = 0;
        foreach (StoredRecord stored in page)
        {
            Record record = _vault.Read(stored);
            if (stored.KeyVersion == _keys.Current(record.KeyKind)) continue;
            change.Update(record);
            rewritten++;
        }

        bool last = page.Count < ReencryptionBatch;
        return (last, rewritten, last ? after : (page[^1].Collection, page[^1].Id));
    }

    private long CountOld() => _records.Read(reader =>
    {
        EnsureKeys(reader);
        return reader.CountByKey().Where(pair => pair.Key != _keys.Current(_keys.KindOf(pair.Key))).Sum(pair => pair.Value);
    });

    private void DestroyOldKeys() => Write(new AuditNote(AuditAction.StoreKeyRotated, Id), change =>
    {
        IReadOnlyDictionary<long, long> used = change.CountByKey();
        List<long> destroyed = [.. _keys.Versions.Where(version => !used.ContainsKey(version) && version != _keys.Current(_keys.KindOf(version)))];
        foreach (long version in destroyed) change.DeleteDataKey(version);
        change.Note.Metadata["destroyed"] = string.Join(' ', destroyed);
        return true;
    });
}
