using System.Globalization;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Audit;

/// <summary>
/// The files of the trail: <c>audit-YYYYMMDD-SEQUENCE.jsonl</c>, named after the day they were begun and their first
/// line. A new one begins with the day, and past a size; the chain runs through all of them.
/// </summary>
internal sealed class AuditSegments(string folder)
{
    /// <summary>The size in bytes past which a new file begins.</summary>
    public const long MaximumSize = 64L * 1024 * 1024;

    private const int TailWindow = 64 * 1024;

    /// <summary>The folder with the files.</summary>
    public string Folder => folder;

    /// <summary>The files in the order of their lines.</summary>
    public IReadOnlyList<string> List() =>
    [
        .. Directory.EnumerateFiles(folder, "audit-*.jsonl")
            .Select(path => (Path: path, First: FirstSequence(path)))
            .Where(segment => segment.First > 0)
            .OrderBy(segment => segment.First)
            .ThenBy(segment => segment.Path, StringComparer.Ordinal)
            .Select(segment => segment.Path),
    ];

    /// <summary>The sequence number in a file's name; 0 when the name is not one of ours.</summary>
    public static long FirstSequence(string path)
    {
        string[] parts = Path.GetFileNameWithoutExtension(path).Split('-');
        return parts.Length == 3 && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long first) ? first : 0;
    }

    /// <summary>The day in a file's name, as <c>YYYYMMDD</c>.</summary>
    public static string Day(string path) => Path.GetFileName(path).Split('-')[1];

    /// <summary>Holds the files for one process at a time while they are appended to.</summary>
    public FileStream Lock() => FolderLock.Take(folder);

    /// <summary>
    /// Appends lines, durably. Lines that are in the files already, because an earlier append was cut off before the
    /// outbox was trimmed, are left out; a half-written last line is taken back first, for it comes again.
    /// </summary>
    public void Append(IReadOnlyList<OutboxLine> lines, DateTimeOffset now)
    {
        string? current = List().LastOrDefault();
        FileStream? stream = current is null ? null : new FileStream(current, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            long last = stream is null ? 0 : RepairAndFindLast(stream, FirstSequence(current!) - 1);
            string today = now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            using MemoryStream pending = new();
            foreach (OutboxLine line in lines)
            {
                if (line.Sequence <= last) continue;
                bool wasCut = line.Sequence > last + 1;
                last = line.Sequence;
                if (stream is null || wasCut || stream.Length + pending.Length > MaximumSize || !Path.GetFileName(current!).StartsWith($"audit-{today}", StringComparison.Ordinal))
                {
                    Flush(stream, pending);
                    stream?.Dispose();
                    current = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"audit-{today}-{line.Sequence:D12}.jsonl"));
                    stream = OwnerOnlyFile.CreateNew(current);
                    DurableRename.FlushFolder(folder);
                }

                pending.Write(line.Line);
                pending.WriteByte((byte)'\n');
            }

            Flush(stream, pending);
        }
        finally
        {
            stream?.Dispose();
        }
    }

    private static void Flush(FileStream? stream, MemoryStream pending)
    {
        if (stream is null || pending.Length == 0) return;
        stream.Seek(0, SeekOrigin.End);
        pending.WriteTo(stream);
        stream.Flush(flushToDisk: true);
        pending.SetLength(0);
    }

    private static long RepairAndFindLast(FileStream stream, long beforeFirst)
    {
        // A line is far shorter than the window; one that is longer is found by widening it.
        for (long window = TailWindow; ; window *= 4)
        {
            long start = Math.Max(0, stream.Length - window);
            byte[] tail = new byte[stream.Length - start];
            stream.Seek(start, SeekOrigin.Begin);
            stream.ReadExactly(tail);
            int end = tail.AsSpan().LastIndexOf((byte)'\n') + 1;
            int begin = end == 0 ? -1 : tail.AsSpan(0, end - 1).LastIndexOf((byte)'\n') + 1;
            if ((end == 0 || begin == 0) && start > 0) continue;
            if (end < tail.Length) stream.SetLength(start + end);
            if (end == 0) return beforeFirst;
            return AuditLine.TryReadSequence(tail.AsSpan(begin, end - 1 - begin), out long sequence) ? sequence : beforeFirst;
        }
    }
}
