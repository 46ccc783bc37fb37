using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Audit;

/// <content>How committed entries get to the files and sinks.</content>
public sealed partial class AuditTrail
{
    /// <summary>Tells the trail that entries were committed; they are handed on soon, with others.</summary>
    internal void Committed(IReadOnlyList<AuditEntry> entries)
    {
        AuditListener.Tell(entries);
        if (Interlocked.Add(ref _waiting, entries.Count) == entries.Count) _timer.Change(HandOverDelay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Hands entries on before there are too many that wait. While that fails no operation begins, so that none is done
    /// whose entry cannot be written.
    /// </summary>
    /// <exception cref="UnavailableException">The files, or a required sink, do not take them; they stay in the store.</exception>
    internal void MakeRoom()
    {
        if (Volatile.Read(ref _waiting) < HandOverBatch) return;
        try
        {
            Flush();
        }
        catch
        {
            Volatile.Write(ref _waiting, HandOverBatch);
            throw;
        }
    }

    // Gives the lock, under which nobody else hands on, to who wants to go on under it.
    private IDisposable? HandOverAlone(bool keepLock = false)
    {
        if (_log is AuditTable && _sinks.Settings.Count == 0)
        {
            SkipOutbox();
            return null;
        }

        IDisposable held = _log.Lock();
        try
        {
            HandOver();
            if (keepLock) return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }

        held.Dispose();
        return null;
    }

    // The lines are where they stay, and there is nobody to give a copy to; what was not durable becomes so.
    private void SkipOutbox()
    {
        Interlocked.Exchange(ref _waiting, 0);
        _records.Write(
            writer =>
            {
                writer.TrimOutbox(_store.ReadHead(writer).Sequence);
                return true;
            },
            durable: true);
    }

    private void HandOver()
    {
        Interlocked.Exchange(ref _waiting, 0);
        IReadOnlyList<OutboxLine> lines;
        do
        {
            lines = _records.Read(reader => reader.ReadOutbox(HandOverPage));
            if (lines.Count == 0) return;
            MakeDatabaseDurable();
            try
            {
                _log.Append(lines, _store.Time.GetUtcNow());
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw SecurityErrors.AuditUnwritable(Folder, error);
            }

            _sinks.Write(lines);
            long last = lines[^1].Sequence;
            _records.Write(
                writer =>
                {
                    writer.TrimOutbox(last);
                    return true;
                },
                durable: false);
        }
        // What is committed meanwhile waits for its own turn: to hand on a few at a time costs two syncs for a few.
        while (lines.Count == HandOverPage);
    }

    // Entries of reads are committed without waiting for the disk. The files must not get ahead of the database: after
    // a power cut it would look like an older copy that was put back. The head is sealed anew, for SQLite neither writes
    // nor syncs what is the same as before.
    private void MakeDatabaseDurable() => _records.Write(
        writer =>
        {
            _store.WriteHead(writer, _store.ReadHead(writer));
            return true;
        },
        durable: true);

    private void HandOverInBackground()
    {
        try
        {
            Flush();
        }
        catch (Exception error) when (error is SecurityException or IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Nobody waits for this thread. The next operation that needs the files reports the same failure.
        }
    }
}
