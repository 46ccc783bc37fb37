using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Audit;

/// <summary>
/// The bytes of an audit line. It is one JSON object whose last two members are <c>prev</c>, the mac of the line
/// before, and <c>mac</c>, HMAC-SHA-256 over the bytes of this line before <c>,"mac"</c>. So a line is verified
/// without being parsed, and every byte of it counts.
/// </summary>
internal static class AuditLine
{
    private const int HexLength = 64;
    private const int LargestKept = 64 * 1024;
    private static readonly byte[] MacLabel = ",\"mac\":\""u8.ToArray();
    private static readonly byte[] PrevLabel = ",\"prev\":\""u8.ToArray();
    private static readonly byte[] SequenceLabel = "{\"seq\":"u8.ToArray();
    private static readonly int TailLength = MacLabel.Length + HexLength + 2;

    // Made once for each thread: a writer for each line takes longer than the line.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_json;

    /// <summary>Writes a line and returns it with its mac.</summary>
    public static (byte[] Line, byte[] Mac) Write(KeyRing keys, AuditEntry entry, ReadOnlySpan<byte> previousMac)
    {
        ArrayBufferWriter<byte> buffer = t_buffer ??= new ArrayBufferWriter<byte>(512);
        Utf8JsonWriter json = t_json ??= new Utf8JsonWriter(buffer);
        buffer.ResetWrittenCount();
        json.Reset();
        try
        {
            json.WriteStartObject();
            json.WriteNumber("seq"u8, entry.Sequence);
            WriteTimestamp(json, entry.Timestamp);
            json.WriteString("action"u8, entry.Action);
            json.WriteString("user"u8, entry.User);
            json.WriteString("resource"u8, entry.Resource);
            json.WriteString("result"u8, entry.Result);
            json.WriteString("ipAddress"u8, entry.IpAddress);
            json.WriteStartObject("metadata"u8);
            foreach ((string name, string value) in entry.Metadata) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteString("host"u8, entry.Host);
            Span<byte> hex = stackalloc byte[HexLength];
            Convert.TryToHexStringLower(previousMac, hex, out _);
            json.WriteString("prev"u8, hex);
            json.Flush();
            ReadOnlySpan<byte> covered = buffer.WrittenSpan;
            byte[] mac = keys.Authenticate(KeyPurpose.AuditChain, covered);
            byte[] line = new byte[covered.Length + TailLength];
            covered.CopyTo(line);
            MacLabel.CopyTo(line, covered.Length);
            Convert.TryToHexStringLower(mac, line.AsSpan(covered.Length + MacLabel.Length), out _);
            "\"}"u8.CopyTo(line.AsSpan(line.Length - 2));
            return (line, mac);
        }
        finally
        {
            // A rare long line leaves no large buffer behind.
            if (buffer.Capacity > LargestKept) (t_buffer, t_json) = (null, null);
        }
    }

    /// <summary>Checks a line's own mac and takes its chain members out; false when it is not a whole, authentic line.</summary>
    public static bool TryVerify(ReadOnlySpan<byte> auditKey, ReadOnlySpan<byte> line, out AuditLink link)
    {
        link = default;
        int covered = line.Length - TailLength;
        int prevAt = covered - HexLength - 1;
        if (prevAt - PrevLabel.Length < SequenceLabel.Length
            || !line.EndsWith("\"}"u8)
            || !line[covered..].StartsWith(MacLabel)
            || line[covered - 1] != (byte)'"'
            || !line[(prevAt - PrevLabel.Length)..].StartsWith(PrevLabel)
            || !TryReadSequence(line, out long sequence))
        {
            return false;
        }

        byte[] mac = new byte[32];
        byte[] previous = new byte[32];
        if (!TryReadHex(line.Slice(covered + MacLabel.Length, HexLength), mac) || !TryReadHex(line.Slice(prevAt, HexLength), previous)) return false;

        Span<byte> expected = stackalloc byte[32];
        HMACSHA256.HashData(auditKey, line[..covered], expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, mac)) return false;
        link = new AuditLink(sequence, previous, mac);
        return true;
    }

    /// <summary>Reads the sequence number at the start of a line.</summary>
    public static bool TryReadSequence(ReadOnlySpan<byte> line, out long sequence)
    {
        sequence = 0;
        return line.StartsWith(SequenceLabel)
            && System.Buffers.Text.Utf8Parser.TryParse(line[SequenceLabel.Length..], out sequence, out int used)
            && used > 0
            && sequence > 0;
    }

    /// <summary>Reads a line as an entry; null when it is not one.</summary>
    public static AuditEntry? TryParse(ReadOnlySpan<byte> line, bool authentic)
    {
        try
        {
            Utf8JsonReader reader = new(line);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            JsonElement root = document.RootElement;
            Dictionary<string, string> metadata = [];
            foreach (JsonProperty property in root.GetProperty("metadata").EnumerateObject()) metadata[property.Name] = property.Value.GetString() ?? "";
            return new AuditEntry
            {
                Sequence = root.GetProperty("seq").GetInt64(),
                Timestamp = root.GetProperty("timestamp").GetDateTimeOffset(),
                Action = root.GetProperty("action").GetString()!,
                User = root.GetProperty("user").GetString()!,
                Resource = root.GetProperty("resource").GetString()!,
                Result = root.GetProperty("result").GetString()!,
                IpAddress = root.GetProperty("ipAddress").GetString(),
                Metadata = metadata,
                Host = root.GetProperty("host").GetString()!,
                IsAuthentic = authentic,
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    // The round-trip format cut to milliseconds: the framework writes that one many times faster than a pattern.
    private static void WriteTimestamp(Utf8JsonWriter json, DateTimeOffset timestamp)
    {
        Span<byte> text = stackalloc byte[28];
        timestamp.UtcDateTime.TryFormat(text, out _, "O", System.Globalization.CultureInfo.InvariantCulture);
        text[23] = (byte)'Z';
        json.WriteString("timestamp"u8, text[..24]);
    }

    private static bool TryReadHex(ReadOnlySpan<byte> hex, Span<byte> bytes) =>
        Convert.FromHexString(hex, bytes, out _, out _) == OperationStatus.Done;
}
