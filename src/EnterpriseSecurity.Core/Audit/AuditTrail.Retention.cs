using System.Globalization;
using System.Security.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Audit;

/// <content>Retention: old entries leave the trail, and the trail knows it.</content>
public sealed partial class AuditTrail
{
    /// <summary>
    /// Takes the files out whose entries are all older than a time. The chain goes on from the last of them: the sealed
    /// head keeps its place and mac, and an entry says what was taken out. The file that is written to always stays.
    /// </summary>
    /// <param name="before">Entries from this day (UTC) on stay.</param>
    /// <param name="archive">A folder to move the files to; they are deleted when it is null.</param>
    /// <exception cref="IntegrityException">The trail is not whole; nothing of it is thrown away then.</exception>
    public AuditRetention Trim(DateTimeOffset before, string? archive = null)
    {
        AuditVerification verdict = Verify();
        if (!verdict.IsValid) throw SecurityErrors.AuditNotSound(verdict.Reason);
        AuditSnapshot snapshot = TakeSnapshot();
        if (_log is AuditTable) return TrimTable(snapshot, before, archive);
        // What an earlier one noted and did not come to delete.
        Delete([.. Directory.EnumerateFiles(Folder, "audit-*.jsonl").Where(path => AuditSegments.FirstSequence(path) is var begin and > 0 && begin <= snapshot.Head.TrimmedSequence)]);
        string day = before.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        // All lines of a file are older than the file that comes after it, unless the clock was put back in between.
        int old = snapshot.Segments.Zip(snapshot.Segments.Skip(1)).TakeWhile(pair => IsBefore(pair.First) && IsBefore(pair.Second)).Count();
        long first = snapshot.Head.TrimmedSequence + 1;
        if (old == 0) return new AuditRetention(0, 0, first, null);

        string[] files = [.. snapshot.Segments.Take(old).Select(segment => segment.Path)];
        AuditLink last = LastLink(snapshot.Segments[old - 1]);
        string? target = archive is null ? null : Archive(files, Path.GetFullPath(archive));
        AuditNote note = new(AuditAction.AuditTrimmed, "audit")
        {
            Metadata =
            {
                ["from"] = first.ToString(CultureInfo.InvariantCulture),
                ["through"] = last.Sequence.ToString(CultureInfo.InvariantCulture),
                ["archived"] = target is null ? "false" : "true",
            },
        };
        _store.Write(note, change =>
        {
            change.SetTrimmed(last.Sequence, last.Mac);
            return true;
        });
        Delete(files);
        return new AuditRetention(last.Sequence - first + 1, old, last.Sequence + 1, target);

        bool IsBefore(AuditSegment segment) => string.CompareOrdinal(AuditSegments.Day(segment.Path), day) < 0;
    }

    private static string Archive(string[] files, string folder)
    {
        try
        {
            OwnerOnlyFile.CreateFolder(folder);
            foreach (string file in files)
            {
                WriteArchive(Path.Combine(folder, Path.GetFileName(file)), copy =>
                {
                    using FileStream source = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    source.CopyTo(copy);
                });
            }

            DurableRename.FlushFolder(folder);
            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileFailure.Translate(error, folder);
        }
    }

    // Whole or not at all. One of the same content is of an attempt that ended before the trail was shortened.
    private static void WriteArchive(string target, Action<Stream> write)
    {
        string partial = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream copy = OwnerOnlyFile.CreateNew(partial))
            {
                write(copy);
                copy.Flush(flushToDisk: true);
            }

            if (!File.Exists(target) || !HashOf(target).AsSpan().SequenceEqual(HashOf(partial))) DurableRename.WithoutOverwrite(partial, target);
        }
        finally
        {
            Leftover.Remove(partial);
        }
    }

    private static byte[] HashOf(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return SHA256.HashData(stream);
    }

    private void Delete(string[] files)
    {
        if (files.Length == 0) return;
        // Not while a backup takes the files that belong to its copy of the database.
        using IDisposable held = _log.Lock();
        try
        {
            foreach (string file in files) File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileFailure.Translate(error, files[0]);
        }
    }

    private AuditLink LastLink(AuditSegment segment)
    {
        AuditLink last = default;
        using AuditLineReader reader = segment.Open();
        while (reader.TryRead(out ReadOnlySpan<byte> line))
        {
            if (!AuditLine.TryVerify(_keys.For(KeyPurpose.AuditChain), line, out last)) throw SecurityErrors.AuditNotSound(segment.Path);
        }

        return last;
    }
}
