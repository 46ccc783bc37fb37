namespace EnterpriseSecurity.LeakSearch;

/// <summary>Searches the system's log.</summary>
internal sealed class EventLogSearch(IEventLogReader log, LeakScanner scanner, LeakSearchSummary summary, Action<SecretLeak> found, CancellationToken cancellation)
{
    public void Search()
    {
        if (log.Obstacle is { } obstacle)
        {
            summary.AddNotSearched(log.Name, obstacle);
            return;
        }

        try
        {
            foreach (EventLogEntry entry in log.Read(cancellation))
            {
                LeakSource source = new(LeakPlace.EventLog, entry.Log) { EntryId = entry.Id, WrittenAt = entry.WrittenAt };
                using MemoryStream text = new(entry.Text, writable: false);
                summary.Bytes += scanner.Scan(text, leak => found(source.Tell(leak)), cancellation);
                summary.Items++;
            }
        }
        catch (IOException error)
        {
            summary.AddNotSearched(log.Name, error.Message);
        }
    }
}
