using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Secrets;

/// <content>Secrets that are stored whether or not there is one of their name.</content>
public sealed partial class SecretManager
{
    /// <summary>Stores a secret under a new name, or as the next version of the one that has the name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value; of any kind.</param>
    /// <param name="options">How to store it; of a secret that is there, what is not set stays as it is.</param>
    /// <exception cref="InvalidInputException">The name, a tag or the end cannot be used.</exception>
    public SecretInfo Put(string name, SecretValue value, SecretOptions? options = null) =>
        Put(new AuditNote(AuditAction.SecretEncrypted, name ?? ""), name!, value, options ?? new SecretOptions(), ImportConflict.NewVersion)!;

    /// <summary>Stores a secret that comes from another store.</summary>
    /// <param name="source">Where it comes from, for the audit trail.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The value; of any kind.</param>
    /// <param name="options">How to store it.</param>
    /// <param name="onConflict">What to do where the name is taken.</param>
    /// <returns>The secret; null when it was left as it is.</returns>
    /// <exception cref="InvalidInputException">The name, a tag or the end cannot be used.</exception>
    public SecretInfo? Import(string source, string name, SecretValue value, SecretOptions? options = null, ImportConflict onConflict = ImportConflict.Skip)
    {
        AuditNote note = new(AuditAction.SecretsImported, name ?? "");
        note.Metadata["source"] = source;
        return Put(note, name!, value, options ?? new SecretOptions(), onConflict);
    }

    private SecretInfo? Put(AuditNote note, string name, SecretValue value, SecretOptions options, ImportConflict onConflict)
    {
        ArgumentNullException.ThrowIfNull(value);
        using SecretBuffer body = SecretValueCodec.Encode(value);
        return _store.Write(note, change =>
        {
            CanonicalName.Check(KindOfName, name);
            TagRules.Check(options.Tags);
            Record? present = change.FindByName(SecretRecord.Collection, name);
            DateTimeOffset? end = EndOf(change, name, options.ExpiresIn, options.ExpiresAt);
            if (present is not null && onConflict == ImportConflict.Skip)
            {
                note.Metadata["skipped"] = "true";
                return null;
            }

            if (present is not null && onConflict == ImportConflict.NewVersion)
            {
                if (note.Action == AuditAction.SecretEncrypted) note.Action = AuditAction.SecretRotated;
                note.Metadata["id"] = present.Id;
                return SecretRecord.ToInfo(PutNext(change, present, SecretRecord.NextVersionOf(present), value.Kind, body, options.Algorithm, end, tags: options.Tags));
            }

            if (present is not null) DestroyRecords(change, present);
            Record record = SecretRecord.Create(name, value.Kind, options.Algorithm ?? SecretAlgorithm.Aes256Gcm, change.Now, end, options.Tags);
            note.Metadata["id"] = record.Id;
            return SecretRecord.ToInfo(change.Insert(record, body.Span));
        });
    }
}
