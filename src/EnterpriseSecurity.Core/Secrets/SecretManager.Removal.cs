using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Secrets;

/// <content>Removal, its undoing, and destruction.</content>
public sealed partial class SecretManager
{
    /// <summary>For how long a removal can be undone, unless another time is given.</summary>
    public static readonly TimeSpan DefaultUndoWindow = TimeSpan.FromDays(30);

    /// <summary>Removes a secret so that it can be brought back; its name is free at once.</summary>
    /// <param name="secret">Which.</param>
    /// <param name="undoWindow">For how long; <see cref="DefaultUndoWindow"/> when null.</param>
    /// <exception cref="NotFoundException">There is no such secret.</exception>
    public SecretInfo Remove(SecretReference secret, TimeSpan? undoWindow = null)
    {
        AuditNote note = new(AuditAction.SecretDeleted, secret.ToString());
        SecretInfo removed = _store.Write(note, change =>
        {
            Record record = Find(change, secret, note);
            return SecretRecord.ToInfo(change.Update(SecretRecord.AsDeleted(record, change.Now, Duration.EndAfter(change.Now, undoWindow ?? DefaultUndoWindow, record.Name!))));
        });
        PurgeDue();
        return removed;
    }

    /// <summary>Brings a removed secret back.</summary>
    /// <param name="secret">Which; by name the one that was removed last.</param>
    /// <exception cref="NotFoundException">There is no such removed secret.</exception>
    /// <exception cref="AlreadyExistsException">Its name was taken meanwhile.</exception>
    public SecretInfo Recover(SecretReference secret)
    {
        AuditNote note = new(AuditAction.SecretRecovered, secret.ToString());
        return _store.Write(note, change =>
        {
            Record record = FindDeleted(change, secret) ?? throw SecurityErrors.SecretNotFound(secret.ToString());
            note.Resource = record.Name!;
            note.Metadata["id"] = record.Id;
            if (change.FindByName(SecretRecord.Collection, record.Name!) is not null) throw SecurityErrors.SecretExists(record.Name!);
            return SecretRecord.ToInfo(change.Update(SecretRecord.AsActive(record)));
        });
    }

    /// <summary>
    /// Destroys a secret, removed before or not, with all its versions. Their keys, which nothing else holds, are
    /// overwritten in the database; backups and exports made before still hold them.
    /// </summary>
    /// <exception cref="NotFoundException">There is no such secret.</exception>
    public void Destroy(SecretReference secret)
    {
        AuditNote note = new(AuditAction.SecretDestroyed, secret.ToString());
        _store.Write(note, change =>
        {
            Record record = FindAny(change, secret) ?? throw SecurityErrors.SecretNotFound(secret.ToString());
            note.Resource = record.Name!;
            note.Metadata["id"] = record.Id;
            DestroyRecords(change, record);
            return true;
        });
        _store.PurgeJournal();
    }

    /// <summary>Destroys the removed secrets whose undo window is over.</summary>
    /// <returns>How many there were.</returns>
    public int PurgeDue()
    {
        List<string> due = _store.Peek(view => view.List(SecretRecord.Collection).Where(IsDue).Select(record => record.Id).ToList());
        int purged = due.Count(TryPurge);
        if (purged > 0) _store.PurgeJournal();
        return purged;
    }

    private bool IsDue(Record record) => record.State == SecretRecord.Deleted && SecretRecord.PurgeTime(record) <= Now;

    // False when another process has purged it, or brought it back, since it was looked at.
    private bool TryPurge(string id) => _store.Adjust(
        change =>
        {
            if (change.Find(SecretRecord.Collection, id) is not { } record || !IsDue(record)) return false;
            DestroyRecords(change, record);
            change.Log(new AuditNote(AuditAction.SecretDestroyed, record.Name!) { Metadata = { ["id"] = id } });
            return true;
        },
        durable: true);

    private static void DestroyRecords(StoreChange change, Record record)
    {
        foreach (Record version in Older(change, record.Id).ToList()) change.Delete(version);
        change.Delete(record);
    }

    private static Record? FindAny(StoreView view, SecretReference secret) => secret switch
    {
        { Id: { Length: > 0 } id } => view.Find(SecretRecord.Collection, id),
        { Name: { Length: > 0 } name } => view.FindByName(SecretRecord.Collection, name) ?? FindDeleted(view, secret),
        _ => null,
    };

    private static Record? FindDeleted(StoreView view, SecretReference secret)
    {
        if (secret.Id is { Length: > 0 } id) return view.Find(SecretRecord.Collection, id) is { State: SecretRecord.Deleted } found ? found : null;
        string key = CanonicalName.KeyOf(secret.Name ?? "");
        return view.List(SecretRecord.Collection)
            .Where(record => record.State == SecretRecord.Deleted && CanonicalName.KeyOf(record.Name!) == key)
            .MaxBy(SecretRecord.PurgeTime);
    }
}
