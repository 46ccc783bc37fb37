using System.Globalization;
using System.Text;
using System.Xml;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>
/// Reads the script-block (4104) and module-logging (4103) events of Windows PowerShell and of PowerShell, through
/// <c>wevtutil</c>, which is a part of Windows.
/// </summary>
internal sealed class WindowsEventReader : IEventLogReader
{
    private const string Tool = "wevtutil";
    private static readonly string[] Logs = ["PowerShellCore/Operational", "Microsoft-Windows-PowerShell/Operational"];

    /// <inheritdoc/>
    public string Name => string.Join(", ", Logs);

    /// <inheritdoc/>
    public string? Obstacle => ToolProcess.Exists(Tool) ? null : $"{Tool} was not found";

    /// <inheritdoc/>
    public IEnumerable<EventLogEntry> Read(CancellationToken cancellation)
    {
        foreach (string log in Logs)
        {
            using ToolProcess? process = ToolProcess.TryStart(Tool, "qe", log, "/q:*[System[(EventID=4103 or EventID=4104)]]", "/f:xml", "/e:Events");
            if (process is null) throw new IOException($"{Tool} could not be started");
            using CancellationTokenRegistration stop = cancellation.Register(process.Dispose);
            foreach (EventLogEntry entry in Parse(log, process.Output))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return entry;
            }

            cancellation.ThrowIfCancellationRequested();
            // Where PowerShell 7 never registered its events there is no such log: nothing was written either.
            if (process.Complete() is { } complaint && !complaint.Contains("15007", StringComparison.Ordinal)) throw new IOException($"{log}: {complaint}");
        }
    }

    /// <summary>The events of an export; ends at what is no XML.</summary>
    internal static IEnumerable<EventLogEntry> Parse(string log, Stream xml)
    {
        XmlReaderSettings settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false, ConformanceLevel = ConformanceLevel.Fragment };
        using XmlReader reader = XmlReader.Create(xml, settings);
        while (TryReadEvent(log, reader) is { } entry) yield return entry;
    }

    private static EventLogEntry? TryReadEvent(string log, XmlReader reader)
    {
        StringBuilder text = new();
        string? id = null;
        DateTimeOffset? time = null;
        try
        {
            while (reader.Read())
            {
                if (reader is { NodeType: XmlNodeType.EndElement, LocalName: "Event" })
                {
                    return new EventLogEntry(log, id, time, Encoding.UTF8.GetBytes(text.ToString()));
                }

                if (reader is { NodeType: XmlNodeType.Element, LocalName: "TimeCreated" })
                {
                    time = DateTimeOffset.TryParse(reader.GetAttribute("SystemTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset written) ? written : null;
                }
                else if (reader is { NodeType: XmlNodeType.Element, LocalName: "EventRecordID" })
                {
                    id = reader.Read() ? reader.Value : null;
                }
                else if (reader is { NodeType: XmlNodeType.Element, LocalName: "Data" } && !reader.IsEmptyElement && reader.Read() && reader.NodeType == XmlNodeType.Text)
                {
                    text.Append(reader.Value).Append('\n');
                }
            }
        }
        catch (XmlException)
        {
            // A value too may turn out to be no XML, when it is asked for.
        }

        return null;
    }
}
