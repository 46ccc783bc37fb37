using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>
/// Reads a log through a tool that writes an entry as JSON a line: systemd's journal, to which PowerShell writes by way
/// of syslog, and the unified log of macOS.
/// </summary>
internal sealed class JsonLogReader : IEventLogReader
{
    private readonly string _tool;
    private readonly string[] _arguments;
    private readonly string _text;
    private readonly string _id;
    private readonly string _time;

    private JsonLogReader(string name, string tool, string[] arguments, string text, string id, string time)
    {
        Name = name;
        _tool = tool;
        _arguments = arguments;
        _text = text;
        _id = id;
        _time = time;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string? Obstacle => ToolProcess.Exists(_tool) ? null : $"{_tool} is not installed, so that what PowerShell's logging wrote cannot be read here";

    public static JsonLogReader Journal() => new(
        "systemd journal", "journalctl", ["--output=json", "--no-pager", "--quiet", "--all", "--identifier=powershell", "--identifier=pwsh"], "MESSAGE", "__CURSOR", "__REALTIME_TIMESTAMP");

    public static JsonLogReader UnifiedLog() => new(
        "unified log", "log", ["show", "--style", "ndjson", "--info", "--debug", "--last", "30d", "--predicate", "subsystem == 'com.microsoft.powershell' OR process == 'pwsh'"], "eventMessage", "traceID", "timestamp");

    /// <inheritdoc/>
    public IEnumerable<EventLogEntry> Read(CancellationToken cancellation)
    {
        using ToolProcess? process = ToolProcess.TryStart(_tool, _arguments);
        if (process is null) throw new IOException($"{_tool} could not be started");
        using CancellationTokenRegistration stop = cancellation.Register(process.Dispose);
        using StreamReader lines = new(process.Output, Encoding.UTF8);
        while (lines.ReadLine() is { } line)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Parse(line) is { } entry) yield return entry;
        }

        cancellation.ThrowIfCancellationRequested();
        if (process.Complete() is { } complaint) throw new IOException(complaint);
    }

    /// <summary>An entry from its line; null for what is none.</summary>
    internal EventLogEntry? Parse(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty(_text, out JsonElement text)) return null;
            byte[]? bytes = text.ValueKind switch
            {
                JsonValueKind.String => Encoding.UTF8.GetBytes(text.GetString()!),
                // The journal writes what is not UTF-8 as numbers.
                JsonValueKind.Array => [.. text.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.Number && one.TryGetByte(out byte value) ? value : (byte)'?')],
                _ => null,
            };
            return bytes is null ? null : new EventLogEntry(Name, Text(document.RootElement, _id), Time(Text(document.RootElement, _time)), bytes);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON, or half a character in it, written as an escape.
            return null;
        }
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out JsonElement value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;

    // The journal counts microseconds since 1970; macOS writes a date.
    private static DateTimeOffset? Time(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds) && microseconds < 253_402_300_800_000_000 ? DateTimeOffset.FromUnixTimeMilliseconds(microseconds / 1000)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset written) ? written : null;
}
