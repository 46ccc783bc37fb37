using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EnterpriseSecurity.Audit;

/// <summary>Writes entries for other programs, one at a time, in memory that does not grow with their number.</summary>
internal static class AuditExport
{
    /// <summary>Writes the entries and returns how many there were.</summary>
    public static long Write(Stream target, AuditExportFormat format, IEnumerable<AuditEntry> entries) =>
        format == AuditExportFormat.Csv ? WriteCsv(target, entries) : WriteJson(target, entries);

    private static long WriteJson(Stream target, IEnumerable<AuditEntry> entries)
    {
        long count = 0;
        using Utf8JsonWriter json = new(target, new JsonWriterOptions { Indented = true });
        json.WriteStartArray();
        foreach (AuditEntry entry in entries)
        {
            json.WriteStartObject();
            json.WriteNumber("seq", entry.Sequence);
            json.WriteString("timestamp", Time(entry));
            json.WriteString("action", entry.Action);
            json.WriteString("user", entry.User);
            json.WriteString("resource", entry.Resource);
            json.WriteString("result", entry.Result);
            json.WriteString("ipAddress", entry.IpAddress);
            json.WriteStartObject("metadata");
            foreach ((string name, string value) in entry.Metadata) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteString("host", entry.Host);
            json.WriteBoolean("authentic", entry.IsAuthentic);
            json.WriteEndObject();
            if (++count % 1000 == 0) json.Flush();
        }

        json.WriteEndArray();
        return count;
    }

    private static long WriteCsv(Stream target, IEnumerable<AuditEntry> entries)
    {
        long count = 0;
        using StreamWriter text = new(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\r\n" };
        text.WriteLine("seq,timestamp,action,user,resource,result,ipAddress,metadata,host,authentic");
        foreach (AuditEntry entry in entries)
        {
            text.WriteLine(string.Join(',', new[]
            {
                entry.Sequence.ToString(CultureInfo.InvariantCulture), Time(entry), entry.Action, entry.User, entry.Resource, entry.Result,
                entry.IpAddress ?? "", JsonSerializer.Serialize(entry.Metadata), entry.Host, entry.IsAuthentic ? "true" : "false",
            }.Select(Field)));
            count++;
        }

        return count;
    }

    private static string Time(AuditEntry entry) => entry.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // Spreadsheets run a cell that begins with one of these as a formula, and names in the trail can be anyone's.
    private static string Field(string text)
    {
        string safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
