namespace EnterpriseSecurity.Storage;

/// <content>What domains keep in memory: when it is out of date, and what of it must still be written.</content>
public sealed partial class SecurityStore
{
    private readonly List<(Action Write, Action End)> _pending = [];
    private readonly Dictionary<string, RecordWatch> _watches = [];

    /// <summary>True when asking whether somebody else has written takes much less than reading a record.</summary>
    internal bool TellsChangesCheaply => _server is null;

    /// <summary>A number that is another one than before when somebody else has written to the store since.</summary>
    internal long ChangeStamp()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _records.ChangeStamp();
    }

    /// <summary>Watches what this process changes of a collection; only while the store is being opened.</summary>
    internal RecordWatch Watch(string collection)
    {
        RecordWatch watch = new();
        _watches.Add(collection, watch);
        return watch;
    }

    /// <summary>Keeps records of a collection that are read often in memory; only while the store is being opened.</summary>
    internal void Remember(string collection) => _known?.Include(collection);

    /// <summary>The watch of a collection; null when nobody watches it.</summary>
    internal RecordWatch? WatchOf(string collection) => _watches.GetValueOrDefault(collection);

    /// <summary>Adds what a domain still has to write before the trail is read or the store closes.</summary>
    /// <param name="write">Writes it.</param>
    /// <param name="end">Lets go of what made it.</param>
    internal void AddPending(Action write, Action end) => _pending.Add((write, end));

    /// <summary>Writes what domains still have to write.</summary>
    internal void WritePending()
    {
        foreach ((Action write, _) in _pending) write();
    }

    private void EndPending()
    {
        foreach ((Action write, Action end) in _pending)
        {
            try
            {
                write();
            }
            catch (SecurityException)
            {
                // A store that takes no entries any more is closed all the same.
            }

            end();
        }
    }
}
