namespace EnterpriseSecurity.LeakSearch;

/// <summary>Reads what PowerShell's logging wrote into the system's log.</summary>
internal interface IEventLogReader
{
    /// <summary>The log's name, for what is told of it.</summary>
    string Name { get; }

    /// <summary>Why the log cannot be read here; null when it can.</summary>
    string? Obstacle { get; }

    /// <summary>The entries, the oldest first.</summary>
    /// <exception cref="IOException">The log could not be read to its end.</exception>
    IEnumerable<EventLogEntry> Read(CancellationToken cancellation);
}
