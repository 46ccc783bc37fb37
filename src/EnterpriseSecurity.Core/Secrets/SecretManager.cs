using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Secrets;

/// <summary>
/// Secrets in a store: sealed each under a key of its own, with versions, an end, and tags. Every call, the refused
/// ones too, leaves an entry in the audit trail.
/// </summary>
public sealed partial class SecretManager
{
    private const string KindOfName = "secret";

    private readonly SecurityStore _store;

    internal SecretManager(SecurityStore store)
    {
        _store = store;
        store.Remember(SecretRecord.Collection);
    }

    internal DateTimeOffset Now => _store.Now;

    /// <summary>Stores a secret under a new name.</summary>
    /// <exception cref="AlreadyExistsException">The name is taken.</exception>
    /// <exception cref="InvalidInputException">The name, a tag or the end cannot be used.</exception>
    public SecretInfo Protect(string name, SecretValue value, SecretOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        options ??= new SecretOptions();
        using SecretBuffer body = SecretValueCodec.Encode(value);
        AuditNote note = new(AuditAction.SecretEncrypted, name ?? "");
        return _store.Write(note, change =>
        {
            CanonicalName.Check(KindOfName, name!);
            TagRules.Check(options.Tags);
            if (change.FindByName(SecretRecord.Collection, name!) is not null) throw SecurityErrors.SecretExists(name!);
            Record record = SecretRecord.Create(name!, value.Kind, options.Algorithm ?? SecretAlgorithm.Aes256Gcm, change.Now, EndOf(change, name!, options.ExpiresIn, options.ExpiresAt), options.Tags);
            note.Metadata["id"] = record.Id;
            return SecretRecord.ToInfo(change.Insert(record, body.Span));
        });
    }

    /// <summary>Opens a secret.</summary>
    /// <param name="secret">Which.</param>
    /// <param name="version">Which version; the present one when null.</param>
    /// <returns>The value; the caller disposes of it.</returns>
    /// <exception cref="NotFoundException">There is no such secret or version.</exception>
    /// <exception cref="ExpiredException">Its time is over, or a rotation has retired the version.</exception>
    /// <exception cref="IntegrityException">It was changed by someone without the key.</exception>
    public SecretValue Unprotect(SecretReference secret, int? version = null)
    {
        AuditNote note = new(AuditAction.SecretDecrypted, secret.ToString());
        return _store.Read(note, view => Open(view, secret, version, note));
    }

    /// <summary>What is known of a secret without its value.</summary>
    /// <exception cref="NotFoundException">There is no such secret.</exception>
    public SecretInfo Get(SecretReference secret)
    {
        AuditNote note = new(AuditAction.SecretListed, secret.ToString());
        return _store.Read(note, view => SecretRecord.ToInfo(Find(view, secret, note)));
    }

    /// <summary>The secrets that match, in the order of their names.</summary>
    public IReadOnlyList<SecretInfo> List(SecretFilter? filter = null)
    {
        filter ??= new SecretFilter();
        return _store.Read(new AuditNote(AuditAction.SecretListed, filter.Name ?? "*"), view => (IReadOnlyList<SecretInfo>)
        [
            .. view.List(SecretRecord.Collection)
                .Where(record => (record.State == SecretRecord.Deleted) == filter.Deleted)
                .Where(record => Matches(record, filter))
                .Select(SecretRecord.ToInfo)
                .OrderBy(info => info.Name, StringComparer.OrdinalIgnoreCase),
        ]);
    }

    /// <summary>Changes what is known of a secret; the value stays.</summary>
    /// <exception cref="NotFoundException">There is no such secret.</exception>
    /// <exception cref="AlreadyExistsException">The new name is taken.</exception>
    /// <exception cref="InvalidInputException">The new name, a tag or the end cannot be used.</exception>
    public SecretInfo Set(SecretReference secret, SecretChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        AuditNote note = new(AuditAction.SecretUpdated, secret.ToString());
        return _store.Write(note, change =>
        {
            Record record = Find(change, secret, note);
            if (changes.Name is not null)
            {
                CanonicalName.Check(KindOfName, changes.Name);
                if (change.FindByName(SecretRecord.Collection, changes.Name) is { } other && other.Id != record.Id) throw SecurityErrors.SecretExists(changes.Name);
                note.Metadata["newName"] = changes.Name;
                record = record with { Name = changes.Name };
            }

            TagRules.Check(changes.Tags);
            if (changes.Tags is not null) record = record with { Tags = changes.Tags };
            if (changes.NeverExpires) record = SecretRecord.WithExpiry(record, change.Now, null);
            else if (EndOf(change, record.Name!, changes.ExpiresIn, changes.ExpiresAt) is { } end) record = SecretRecord.WithExpiry(record, change.Now, end);
            return SecretRecord.ToInfo(change.Update(record));
        });
    }

    private SecretValue Open(StoreView view, SecretReference secret, int? version, AuditNote note)
    {
        Record record = Find(view, secret, note);
        if (record.ExpiresAt is { } end && end <= Now) throw SecurityErrors.SecretExpired(record.Name!, end);
        Record found = version is null || version == SecretRecord.VersionOf(record) ? record : FindVersion(view, record, version.Value);
        note.Metadata["version"] = SecretRecord.VersionOf(found).ToString(CultureInfo.InvariantCulture);
        return SecretValueCodec.Decode(view.Open(found));
    }

    private static Record Find(StoreView view, SecretReference secret, AuditNote note)
    {
        Record? record = secret switch
        {
            { Name: { Length: > 0 } name } => view.FindByName(SecretRecord.Collection, name),
            { Id: { Length: > 0 } id } => view.Find(SecretRecord.Collection, id),
            _ => null,
        };
        if (record is null || record.State == SecretRecord.Deleted) throw SecurityErrors.SecretNotFound(secret.ToString());
        note.Resource = record.Name!;
        note.Metadata["id"] = record.Id;
        return record;
    }

    private bool Matches(Record record, SecretFilter filter) =>
        (filter.Name is null || NamePattern.Matches(filter.Name, record.Name!))
        && (filter.Tags is null || filter.Tags.All(tag => record.Tags.TryGetValue(tag.Key, out string? value) && value == tag.Value))
        && (filter.ExpiresWithin is not { } within || (record.ExpiresAt is { } end && end <= Duration.After(Now, within)));

    private static DateTimeOffset? EndOf(StoreChange change, string name, TimeSpan? expiresIn, DateTimeOffset? expiresAt)
    {
        DateTimeOffset? end = expiresAt ?? (expiresIn is { } duration ? Duration.EndAfter(change.Now, duration, name) : null);
        return end is not null && end <= change.Now ? throw SecurityErrors.ExpiryInvalid(name) : end;
    }
}
