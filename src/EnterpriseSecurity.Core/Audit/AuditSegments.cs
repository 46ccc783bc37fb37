using System.Globalization;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Audit;

/// <summary>
/// The files of the trail: <c>audit-YYYYMMDD-SEQUENCE.jsonl</c>, named after the day they were begun and their first
/// line. A new one begins with the day, and past a size; the chain runs through all of them.
/// </summary>
internal sealed class AuditSegments(string folder, KeyRing keys) : IAuditLog
{
    /// <summary>The size in bytes past which a new file begins.</summary>
    public const long MaximumSize = 64L * 1024 * 1024;

    private const int TailWindow = 64 * 1024;

    // Where this process left the files: as long as they end there, their last line need not be looked for again.
    private (string Path, long Length, long Sequence)? _left;

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
    public IDisposable Lock() => FolderLock.Take(folder);

    // Files that a retention took out of the trail, and that a crash left, are no part of it any more.
    public IReadOnlyList<AuditSegment> List(StoreHead head, IRecordReader reader) =>
        [.. List().Where(path => FirstSequence(path) > head.TrimmedSequence).Select(path => new AuditFile(path, new FileInfo(path).Length))];

    public IReadOnlyList<OutboxLine> ListPending(IRecordReader reader) => reader.ReadOutbox(int.MaxValue);

    /// <summary>
    /// Appends lines, durably. Lines that are in the files already, because an earlier append was cut off before the
    /// outbox was trimmed, are left out; what an append left half-written is taken back first, for it comes again.
    /// </summary>
    public void Append(IReadOnlyList<OutboxLine> lines, DateTimeOffset now)
    {
        IReadOnlyList<string> files = List();
        string? current = files.Count == 0 ? null : files[^1];
        FileStream? stream = current is null ? null : new FileStream(current, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            bool isAsLeft = _left is { } left && left.Path == current && left.Length == stream?.Length;
            if (stream is not null && !isAsLeft)
            {
                TakeBackTornAppend(stream, lines);
                TakeBackPartialLine(stream);
            }

            long last = isAsLeft ? _left!.Value.Sequence : LastSequence(files);
            _left = null;
            string today = now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            using MemoryStream pending = new(lines.Sum(line => line.Line.Length + 1));
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
                    stream = OwnerOnlyFile.OpenOrCreate(current, FileShare.Read);
                    DurableRename.FlushFolder(folder);
                }

                pending.Write(line.Line);
                pending.WriteByte((byte)'\n');
            }

            Flush(stream, pending);
            if (stream is not null) _left = (current!, stream.Length, last);
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

    /// <summary>
    /// The sequence number of the last line that the store wrote to the files; 0 when there is none. What others put
    /// after it does not count, or it could keep later lines out of the files.
    /// </summary>
    public long LastSequence() => LastSequence(List());

    private long LastSequence(IReadOnlyList<string> files)
    {
        foreach (string path in files.Reverse())
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            long last = FindLast(stream, long.MaxValue).Sequence;
            if (last > 0) return last;
        }

        return 0;
    }

    // A power cut may leave any parts of an append on the disk, and zeros where the others should be. Its lines are all in
    // the outbox still, so that what it left is known from what somebody else put there, which stays as evidence.
    private void TakeBackTornAppend(FileStream stream, IReadOnlyList<OutboxLine> lines)
    {
        long begin = FindLast(stream, lines[0].Sequence).End;
        long first = FirstSequence(stream.Name);
        using MemoryStream intended = new();
        foreach (OutboxLine line in lines.Where(line => line.Sequence >= first))
        {
            intended.Write(line.Line);
            intended.WriteByte((byte)'\n');
            if (stream.Length - begin <= intended.Length) break;
        }

        if (stream.Length == begin || stream.Length - begin > intended.Length) return;
        (byte[] found, _) = ReadTail(stream, stream.Length - begin);
        ReadOnlySpan<byte> expected = intended.GetBuffer().AsSpan(0, found.Length);
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i] != expected[i] && found[i] != 0) return;
        }

        int same = expected.CommonPrefixLength(found);
        if (same < found.Length) stream.SetLength(begin + expected[..same].LastIndexOf((byte)'\n') + 1);
    }

    private static void TakeBackPartialLine(FileStream stream)
    {
        for (long window = TailWindow; ; window *= 4)
        {
            (byte[] tail, long start) = ReadTail(stream, window);
            int end = tail.AsSpan().LastIndexOf((byte)'\n') + 1;
            if (end == 0 && start > 0) continue;
            if (end < tail.Length) stream.SetLength(start + end);
            return;
        }
    }

    // The last of our lines before a sequence number, and where it ends; zeros when there is none.
    private (long Sequence, long End) FindLast(FileStream stream, long before)
    {
        for (long window = TailWindow; ; window *= 4)
        {
            (byte[] tail, long start) = ReadTail(stream, window);
            int end = tail.AsSpan().LastIndexOf((byte)'\n') + 1;
            while (end > 0)
            {
                int begin = tail.AsSpan(0, end - 1).LastIndexOf((byte)'\n') + 1;
                // The window's first line may be the rest of one; a wider window has it whole.
                if (begin == 0 && start > 0) break;
                if (AuditLine.TryVerify(keys.For(KeyPurpose.AuditChain), tail.AsSpan(begin, end - 1 - begin), out AuditLink link) && link.Sequence < before) return (link.Sequence, start + end);
                end = begin;
            }

            if (start == 0) return (0, 0);
        }
    }

    private static (byte[] Tail, long Start) ReadTail(FileStream stream, long window)
    {
        long start = Math.Max(0, stream.Length - window);
        byte[] tail = new byte[stream.Length - start];
        stream.Seek(start, SeekOrigin.Begin);
        stream.ReadExactly(tail);
        return (tail, start);
    }
}
