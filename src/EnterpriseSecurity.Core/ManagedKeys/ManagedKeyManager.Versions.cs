using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.ManagedKeys;

/// <content>Which version is in use.</content>
public sealed partial class ManagedKeyManager
{
    /// <summary>Brings a pending or deprecated version into use; the one that holds the name is deprecated if it is active.</summary>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    /// <exception cref="InvalidStateException">It cannot be brought into use.</exception>
    /// <exception cref="ExpiredException">Its time is over.</exception>
    public ManagedKeyInfo Activate(ManagedKeyReference key)
    {
        ArgumentNullException.ThrowIfNull(key);
        AuditNote note = new(AuditAction.KeyActivated, key.ToString());
        return _store.Write(note, change =>
        {
            Record record = Find(change, key, note);
            if (record.ExpiresAt is { } end && end <= Now) throw SecurityErrors.ManagedKeyExpired(record.Name!, end);
            Record active = ManagedKeyRecord.Move(record, ManagedKeyState.Active);
            if (change.FindByName(ManagedKeyRecord.Collection, record.Name!) is { } holder && holder.Id != record.Id)
            {
                change.Update(ManagedKeyRecord.StateOf(holder) == ManagedKeyState.Revoked ? holder with { HoldsName = false } : ManagedKeyRecord.Move(holder, ManagedKeyState.Deprecated));
            }

            return ManagedKeyRecord.ToInfo(change.Update(active));
        });
    }
}
