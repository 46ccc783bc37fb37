using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.ManagedKeys;

/// <content>Replacing a key by its next version.</content>
public sealed partial class ManagedKeyManager
{
    /// <summary>Makes the next version of an active key, with new material of the same kind, size, scope, tags and lifetime.</summary>
    /// <param name="key">The present version.</param>
    /// <param name="activate">True to bring it into use at once, which deprecates the present one; false to leave it pending.</param>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    /// <exception cref="InvalidStateException">It is not active.</exception>
    internal ManagedKeyInfo Rotate(ManagedKeyReference key, bool activate = true)
    {
        AuditNote note = new(AuditAction.KeyRotated, key.ToString());
        return _store.Write(note, change =>
        {
            Record present = Find(change, key, note);
            ManagedKeyInfo info = ManagedKeyRecord.ToInfo(present);
            Record deprecated = ManagedKeyRecord.Move(present, ManagedKeyState.Deprecated);
            if (activate) change.Update(deprecated);
            ManagedKeyOptions options = new() { Size = info.Size, Scope = info.Scope, ExpiresIn = info.ExpiresAt - info.CreatedAt, Tags = info.Tags, Pending = !activate };
            int version = change.List(ManagedKeyRecord.Collection).Where(record => SameName(record, present)).Max(record => ManagedKeyRecord.ToInfo(record).Version) + 1;
            (SecretBuffer secret, Ssh.SshPublicKey? publicKey) = ManagedKeyMaterial.Generate(info.Type, info.Size);
            using (secret)
            {
                Record next = ManagedKeyRecord.Create(info.Name, info.Type, info.Size, options, Now, version, publicKey) with { HoldsName = activate };
                note.Metadata["newId"] = next.Id;
                return ManagedKeyRecord.ToInfo(change.Insert(next, secret.Span));
            }
        });
    }

    /// <summary>Brings a pending or deprecated version into use; the one that holds the name is deprecated if it is active.</summary>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    /// <exception cref="InvalidStateException">It cannot be brought into use.</exception>
    internal ManagedKeyInfo Activate(ManagedKeyReference key)
    {
        AuditNote note = new(AuditAction.KeyActivated, key.ToString());
        return _store.Write(note, change =>
        {
            Record record = Find(change, key, note);
            Record active = ManagedKeyRecord.Move(record, ManagedKeyState.Active);
            if (change.FindByName(ManagedKeyRecord.Collection, record.Name!) is { } holder && holder.Id != record.Id)
            {
                change.Update(ManagedKeyRecord.StateOf(holder) == ManagedKeyState.Revoked ? holder with { HoldsName = false } : ManagedKeyRecord.Move(holder, ManagedKeyState.Deprecated));
            }

            return ManagedKeyRecord.ToInfo(change.Update(active));
        });
    }

    private static bool SameName(Record one, Record other) => CanonicalName.KeyOf(one.Name!) == CanonicalName.KeyOf(other.Name!);
}
