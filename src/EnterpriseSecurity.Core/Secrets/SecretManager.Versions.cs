using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Secrets;

/// <content>New values, and the old ones.</content>
public sealed partial class SecretManager
{
    /// <summary>Gives a secret a new value, as its next version; the old ones stay readable by number.</summary>
    /// <param name="secret">Which.</param>
    /// <param name="value">The new value; of any kind.</param>
    /// <param name="options">The algorithm, the end and the tags, where they shall change. A secret with an end starts its lifetime anew.</param>
    /// <exception cref="NotFoundException">There is no such secret.</exception>
    public SecretInfo Update(SecretReference secret, SecretValue value, SecretOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        using SecretBuffer body = SecretValueCodec.Encode(value);
        AuditNote note = new(AuditAction.SecretRotated, secret.ToString());
        return _store.Write(note, change =>
        {
            Record record = Find(change, secret, note);
            DateTimeOffset? end = EndOf(change, record.Name!, options?.ExpiresIn, options?.ExpiresAt);
            TagRules.Check(options?.Tags);
            return SecretRecord.ToInfo(PutNext(change, record, SecretRecord.NextVersionOf(record), value.Kind, body, options?.Algorithm, end, tags: options?.Tags));
        });
    }

    /// <summary>All versions of a secret, the newest first.</summary>
    /// <exception cref="NotFoundException">There is no such secret.</exception>
    public IReadOnlyList<SecretVersionInfo> GetVersions(SecretReference secret)
    {
        AuditNote note = new(AuditAction.SecretListed, secret.ToString());
        return _store.Read(note, view =>
        {
            Record record = Find(view, secret, note);
            return (IReadOnlyList<SecretVersionInfo>)
            [
                .. Older(view, record.Id).Append(record).OrderByDescending(SecretRecord.VersionOf).Select(version => SecretRecord.ToVersionInfo(record, version, Now)),
            ];
        });
    }

    /// <summary>Makes an older value the present one again, as a new version.</summary>
    /// <exception cref="NotFoundException">There is no such secret or version.</exception>
    /// <exception cref="ExpiredException">A rotation has retired the version.</exception>
    public SecretInfo RestoreVersion(SecretReference secret, int version)
    {
        AuditNote note = new(AuditAction.SecretRolledBack, secret.ToString());
        return _store.Write(note, change =>
        {
            Record record = Find(change, secret, note);
            note.Metadata["version"] = version.ToString(CultureInfo.InvariantCulture);
            if (version == SecretRecord.VersionOf(record)) return SecretRecord.ToInfo(record);
            Record older = FindVersion(change, record, version);
            using SecretBuffer body = change.Open(older);
            return SecretRecord.ToInfo(PutNext(change, record, SecretRecord.NextVersionOf(record), SecretRecord.KindOf(older), body, SecretRecord.AlgorithmOf(older), null));
        });
    }

    /// <summary>Makes sure that the values of versions that a rotation has ended are gone from the database's journal too.</summary>
    internal void PurgeEnded(params string[] versionIds)
    {
        if (_store.Peek(view => versionIds.Any(id => view.Find(SecretRecord.VersionCollection, id) is { State: SuccessorState.Ended }))) _store.PurgeJournal();
    }

    private static IEnumerable<Record> Older(StoreView view, string id) => view.ListByPrefix(SecretRecord.VersionCollection, id + ".");

    private Record FindVersion(StoreView view, Record record, int version)
    {
        Record? found = view.Find(SecretRecord.VersionCollection, SecretRecord.VersionId(record.Id, version));
        if (found is null || found.State == SuccessorState.Issued) throw SecurityErrors.SecretVersionNotFound(record.Name!, version);
        return SecretRecord.IsReadable(found, Now) ? found : throw SecurityErrors.SecretVersionRetired(record.Name!, version);
    }

    /// <summary>Puts a version's value in use and the present one among the older ones.</summary>
    /// <param name="change">The transaction.</param>
    /// <param name="record">The secret.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="kind">What the value is.</param>
    /// <param name="body">The value.</param>
    /// <param name="algorithm">How it is sealed; as the present one when null.</param>
    /// <param name="end">When the secret ends; when null its lifetime begins anew.</param>
    /// <param name="readableUntil">Until when the present value is readable by its number; for ever when null.</param>
    /// <param name="tags">Other tags; the same when null.</param>
    internal Record PutNext(StoreChange change, Record record, int version, SecretKind kind, SecretBuffer body, SecretAlgorithm? algorithm, DateTimeOffset? end, DateTimeOffset? readableUntil = null, IReadOnlyDictionary<string, string>? tags = null)
    {
        using (SecretBuffer present = change.Open(record))
        {
            change.Insert(SecretRecord.Archive(record) with { ExpiresAt = readableUntil }, present.Span);
        }

        Record next = SecretRecord.Next(record, version, kind, algorithm ?? SecretRecord.AlgorithmOf(record), change.Now, end);
        if (tags is not null) next = next with { Tags = tags };
        change.Note.Metadata["version"] = SecretRecord.VersionOf(next).ToString(CultureInfo.InvariantCulture);
        return change.Update(next, body.Span);
    }
}
