using System.Text;
using EnterpriseSecurity.LeakSearch;

namespace EnterpriseSecurity.Core.Tests.LeakSearch;

/// <summary>A system log with the entries of a test.</summary>
internal sealed class FakeLog : IEventLogReader
{
    public List<string> Entries { get; } = [];

    public string? BreaksWith { get; set; }

    public string Name => "fake log";

    public string? Obstacle { get; set; }

    public IEnumerable<EventLogEntry> Read(CancellationToken cancellation)
    {
        for (int i = 0; i < Entries.Count; i++) yield return new EventLogEntry(Name, $"{i + 1}", DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(Entries[i]));
        if (BreaksWith is not null) throw new IOException(BreaksWith);
    }
}
