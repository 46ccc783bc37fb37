using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;

namespace EnterpriseSecurity.Audit;

/// <summary>Writes entries to the Windows event log: the JSON line as the message, refusals as warnings.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsEventLogSink : IAuditSink
{
    private const string Source = "EnterpriseSecurity";
    private readonly EventLog _log;

    public WindowsEventLogSink(string logName)
    {
        if (!EventLog.SourceExists(Source)) EventLog.CreateEventSource(Source, logName);
        _log = new EventLog(logName) { Source = Source };
    }

    public void Write(AuditEntry entry, ReadOnlySpan<byte> line) => _log.WriteEntry(
        Encoding.UTF8.GetString(line),
        entry.Result == AuditResult.Success ? EventLogEntryType.Information : EventLogEntryType.Warning,
        eventID: 1000);

    public void Dispose() => _log.Dispose();
}
