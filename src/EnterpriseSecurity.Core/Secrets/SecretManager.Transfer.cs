using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Secrets;

/// <content>Export and import.</content>
public sealed partial class SecretManager
{
    /// <summary>Writes the present values of secrets to a new encrypted file; docs/formats.md has its bytes.</summary>
    /// <param name="path">The file; it must not exist.</param>
    /// <param name="protector">What opens the file: a passphrase or a key file.</param>
    /// <param name="secrets">Which; all when null.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops the work; no file is left.</param>
    /// <returns>How many there are in it.</returns>
    /// <exception cref="AlreadyExistsException">The file exists.</exception>
    /// <exception cref="NotFoundException">One of the secrets does not exist; no file is made.</exception>
    public int Export(string path, KeyProtector protector, IReadOnlyList<SecretReference>? secrets = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(protector);
        string target = Path.GetFullPath(path);
        AuditNote note = new(AuditAction.SecretsExported, Path.GetFileName(target));
        // Not as a read: what it leaves is durable, and so is its entry.
        return _store.Write(note, view =>
        {
            if (Path.Exists(target)) throw SecurityErrors.ExportExists(target);
            AuditNote found = new(note.Action, note.Resource);
            List<Record> records = secrets is null
                ? [.. view.List(SecretRecord.Collection).Where(record => record.State != SecretRecord.Deleted).OrderBy(record => record.Name, StringComparer.OrdinalIgnoreCase)]
                : [.. secrets.Select(secret => Find(view, secret, found)).DistinctBy(record => record.Id)];
            note.Metadata["count"] = records.Count.ToString(CultureInfo.InvariantCulture);
            try
            {
                SecretExportFile.Write(target, protector, Now, WatchedWork.Each(records, progress, cancellation).Select(record => (Describe(record), view.Open(record))));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw StoreFileFailure.Translate(error, target);
            }

            return records.Count;
        });
    }

    /// <summary>Reads an export file; either all of it is imported or nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="protector">What opens it.</param>
    /// <param name="onConflict">What to do where a name is taken.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops the work; nothing is imported.</param>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="AuthenticationFailedException">The protector does not open it.</exception>
    /// <exception cref="MalformedDataException">The file was cut or changed.</exception>
    public SecretImport Import(string path, KeyProtector protector, ImportConflict onConflict = ImportConflict.Skip, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(protector);
        AuditNote note = new(AuditAction.SecretsImported, Path.GetFileName(path));
        List<(SecretExportFile.Description Description, SecretBuffer Value)> read = [];
        try
        {
            return _store.Write(note, change =>
            {
                read = ReadExport(path, protector);
                List<SecretInfo> imported = [];
                List<string> skipped = [];
                foreach ((SecretExportFile.Description description, SecretBuffer value) in WatchedWork.Each(read, progress, cancellation))
                {
                    if (ImportOne(change, description, value, onConflict) is { } info) imported.Add(info);
                    else skipped.Add(description.Name);
                }

                note.Metadata["imported"] = imported.Count.ToString(CultureInfo.InvariantCulture);
                note.Metadata["skipped"] = skipped.Count.ToString(CultureInfo.InvariantCulture);
                return new SecretImport(imported, skipped);
            });
        }
        finally
        {
            foreach ((_, SecretBuffer value) in read) value.Dispose();
        }
    }

    private static List<(SecretExportFile.Description Description, SecretBuffer Value)> ReadExport(string path, KeyProtector protector)
    {
        if (!File.Exists(path)) throw SecurityErrors.ExportMissing(path);
        try
        {
            return SecretExportFile.Read(path, protector);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileFailure.Translate(error, path);
        }
        catch (System.Text.Json.JsonException)
        {
            throw SecurityErrors.ExportMalformed(path, "a description cannot be read");
        }
    }

    private static SecretExportFile.Description Describe(Record record) => new()
    {
        Name = record.Name!,
        Algorithm = SecretRecord.AlgorithmOf(record),
        ExpiresAt = record.ExpiresAt,
        Tags = record.Tags,
    };

    private SecretInfo? ImportOne(StoreChange change, SecretExportFile.Description description, SecretBuffer body, ImportConflict onConflict)
    {
        CanonicalName.Check(KindOfName, description.Name);
        TagRules.Check(description.Tags);
        SecretKind kind;
        using (SecretValue value = SecretValueCodec.Decode(SecretBuffer.CopyOf(body.Span))) kind = value.Kind;
        Record? present = change.FindByName(SecretRecord.Collection, description.Name);
        if (present is not null && onConflict == ImportConflict.Skip) return null;
        if (present is not null && onConflict == ImportConflict.NewVersion)
        {
            return SecretRecord.ToInfo(PutNext(change, present, SecretRecord.NextVersionOf(present), kind, body, description.Algorithm, description.ExpiresAt));
        }

        if (present is not null) DestroyRecords(change, present);
        // An end that has passed is kept: an expired secret stays one, rather than coming back to life.
        Record record = SecretRecord.Create(description.Name, kind, description.Algorithm, Now, description.ExpiresAt, description.Tags);
        return SecretRecord.ToInfo(change.Insert(record, body.Span));
    }
}
