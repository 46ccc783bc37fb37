using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
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
            DateTimeOffset? end = EndOf(record.Name!, options?.ExpiresIn, options?.ExpiresAt);
            TagRules.Check(options?.Tags);
            return SecretRecord.ToInfo(PutNext(change, record, value.Kind, body, options?.Algorithm, end, options?.Tags));
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
                SecretRecord.ToVersionInfo(record, record),
                .. Older(view, record.Id).Reverse().Select(version => SecretRecord.ToVersionInfo(record, version)),
            ];
        });
    }

    /// <summary>Makes an older value the present one again, as a new version.</summary>
    /// <exception cref="NotFoundException">There is no such secret or version.</exception>
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
            return SecretRecord.ToInfo(PutNext(change, record, SecretRecord.KindOf(older), body, SecretRecord.AlgorithmOf(older), null));
        });
    }

    private static IEnumerable<Record> Older(StoreView view, string id) => view.ListByPrefix(SecretRecord.VersionCollection, id + ".");

    private static Record FindVersion(StoreView view, Record record, int version) =>
        view.Find(SecretRecord.VersionCollection, SecretRecord.VersionId(record.Id, version))
            ?? throw SecurityErrors.SecretVersionNotFound(record.Name!, version);

    private Record PutNext(StoreChange change, Record record, SecretKind kind, SecretBuffer body, SecretAlgorithm? algorithm, DateTimeOffset? end, IReadOnlyDictionary<string, string>? tags = null)
    {
        using (SecretBuffer present = change.Open(record))
        {
            change.Insert(SecretRecord.Archive(record), present.Span);
        }

        Record next = SecretRecord.Next(record, kind, algorithm ?? SecretRecord.AlgorithmOf(record), Now, end);
        if (tags is not null) next = next with { Tags = tags };
        change.Note.Metadata["version"] = SecretRecord.VersionOf(next).ToString(CultureInfo.InvariantCulture);
        return change.Update(next, body.Span);
    }
}
