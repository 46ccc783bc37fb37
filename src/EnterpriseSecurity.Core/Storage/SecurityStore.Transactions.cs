using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <content>How domains read and change, each with its audit entry.</content>
public sealed partial class SecurityStore
{
    /// <summary>
    /// Runs one change: all of it, with its audit entry, is durable when this returns. When it fails nothing of it
    /// is, and an entry says that it failed.
    /// </summary>
    internal T Write<T>(AuditNote note, Func<StoreChange, T> work) => Run(note, work, durable: true);

    /// <summary>Runs reads that the audit trail tells of.</summary>
    internal T Read<T>(AuditNote note, Func<StoreView, T> work) => Run(note, work, durable: false);

    /// <summary>Runs reads that are a part of something audited elsewhere.</summary>
    internal T Peek<T>(Func<StoreView, T> work)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _records.Read(reader =>
        {
            EnsureKeys(reader);
            return work(new StoreView(reader, _vault, _known));
        });
    }

    /// <summary>One record without its body, as a part of something audited elsewhere; null when there is none.</summary>
    internal Record? PeekAt(string collection, string id)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _records.Find(collection, id) is { } stored ? _vault.ReadAt(stored, collection, id) : null;
    }

    /// <summary>Runs the part of an operation that needs no transaction; when it fails, an entry says so.</summary>
    internal T Attempt<T>(AuditNote note, Func<T> work)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return work();
        }
        catch (SecurityException error) when (error is not UnavailableException)
        {
            AppendFailure(note, error);
            throw;
        }
    }

    /// <summary>Writes an audit entry alone. Durable ones of several threads wait for the disk together.</summary>
    internal void Append(AuditNote note, bool durable)
    {
        // On Windows an entry's user is the one for whom its thread acts, so no other thread may write it.
        if (durable && !OperatingSystem.IsWindows()) Run<bool>(note, _ => true, change => _records.WriteTogether(change));
        else Run<bool>(note, _ => true, durable);
    }

    /// <summary>
    /// Runs a change of what the store keeps count of. It has no audit entry of its own: the work logs what it has to
    /// tell, or tells it another time.
    /// </summary>
    internal T Adjust<T>(Func<StoreChange, T> work, bool durable = false)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Audit.MakeRoom();
        return Transact(null, work, change => _records.Write(change, durable));
    }

    /// <summary>Takes records away for good, and makes sure that their bytes are gone from the database's journal too.</summary>
    internal void Destroy(IReadOnlyCollection<Record> records)
    {
        if (records.Count == 0) return;
        Adjust(change =>
        {
            foreach (Record record in records) change.Delete(record);
            return true;
        });
        PurgeJournal();
    }

    /// <summary>Makes sure that bytes of destroyed records are gone from the database's journal too.</summary>
    internal void PurgeJournal() => _records.PurgeJournal();

    /// <summary>Turns a note into an entry.</summary>
    internal AuditEntry Complete(AuditNote note, long sequence) => new()
    {
        Sequence = sequence,
        Timestamp = Time.GetUtcNow(),
        Action = note.Action,
        User = note.User ?? (OperatingSystem.IsWindows() ? Environment.UserName : ProcessUser),
        // What was asked for may be of any length; the entry about its refusal is not.
        Resource = AuditText.Clip(note.Resource),
        Result = note.Result,
        IpAddress = note.IpAddress,
        Metadata = note.Metadata,
        Host = HostName,
    };

    private T Run<T>(AuditNote note, Func<StoreChange, T> work, bool durable) => Run(note, work, change => _records.Write(change, durable));

    private T Run<T>(AuditNote note, Func<StoreChange, T> work, Func<Func<IRecordWriter, T>, T> write)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Audit.MakeRoom();
        try
        {
            return Transact(note, work, write);
        }
        catch (SecurityException refusal) when (refusal is not UnavailableException)
        {
            AppendFailure(note, refusal);
            throw;
        }
    }

    // One transaction, of which the trail and those who keep records in memory hear once it has ended.
    private T Transact<T>(AuditNote? note, Func<StoreChange, T> work, Func<Func<IRecordWriter, T>, T> write)
    {
        StoreChange? change = null;
        T result;
        try
        {
            result = write(writer =>
            {
                EnsureKeys(writer);
                change = new StoreChange(this, writer, _vault, _known, _keys, note);
                T made = work(change);
                change.Complete();
                return made;
            });
        }
        finally
        {
            change?.TellWatches();
        }

        if (change!.Entries.Count > 0) Audit.Committed(change.Entries);
        return result;
    }

    private void AppendFailure(AuditNote note, SecurityException error)
    {
        bool denied = error is AuthenticationFailedException or IntegrityException or ExpiredException or AccessRefusedException;
        AppendFailure(note, denied ? AuditResult.Denied : AuditResult.Failure, error.ErrorId);
    }

    private void AppendFailure(AuditNote note, string result, string reason)
    {
        AuditNote failure = new(note.Action, note.Resource.Length == 0 ? "-" : note.Resource)
        {
            Result = result,
            User = note.User,
            IpAddress = note.IpAddress,
            Metadata = { ["error"] = reason },
        };
        try
        {
            Transact(failure, _ => true, change => _records.Write(change, durable: true));
        }
        catch (SecurityException)
        {
            // The first failure is the one to report; a store that cannot take an entry fails the next operation too.
        }
    }

    // Another process may have added or removed data keys since this one looked.
    private void EnsureKeys(IRecordReader reader)
    {
        long change = reader.ChangeStamp();
        if (change == _keys.ChangeStamp) return;
        long stamp = reader.DataKeyStamp();
        if (_keys.Stamp is null) _keys.ForgetDataKeys();
        if (stamp != _keys.Stamp) _keys.Load(reader.ReadDataKeys());
        _keys.Stamp = stamp;
        _keys.ChangeStamp = change;
    }
}
