using System.Globalization;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Audit;

/// <content>Retention of a trail in a table: lines leave one by one, in the transaction that notes it.</content>
public sealed partial class AuditTrail
{
    private AuditRetention TrimTable(AuditSnapshot snapshot, DateTimeOffset before, string? archive)
    {
        DateTime end = before.UtcDateTime.Date;
        long first = snapshot.Head.TrimmedSequence + 1;
        string? folder = archive is null ? null : Path.GetFullPath(archive);
        string? file = folder is null ? null : Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"audit-{end:yyyyMMdd}-{first:D12}.jsonl"));
        AuditLink last = FindLastBefore(snapshot, end, null);
        if (last.Sequence == 0) return new AuditRetention(0, 0, first, null);
        try
        {
            if (file is not null)
            {
                OwnerOnlyFile.CreateFolder(folder!);
                WriteArchive(file, copy => FindLastBefore(snapshot, end, copy));
                DurableRename.FlushFolder(folder!);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileFailure.Translate(error, folder!);
        }

        AuditNote note = new(AuditAction.AuditTrimmed, "audit")
        {
            Metadata =
            {
                ["from"] = first.ToString(CultureInfo.InvariantCulture),
                ["through"] = last.Sequence.ToString(CultureInfo.InvariantCulture),
                ["archived"] = file is null ? "false" : "true",
            },
        };
        _store.Write(note, change =>
        {
            change.SetTrimmed(last.Sequence, last.Mac);
            change.TrimTrail(last.Sequence);
            return true;
        });
        return new AuditRetention(last.Sequence - first + 1, file is null ? 0 : 1, last.Sequence + 1, folder);
    }

    // The last of the lines that are all older, which it copies; the trail's own last line always stays.
    private AuditLink FindLastBefore(AuditSnapshot snapshot, DateTime end, Stream? copy)
    {
        AuditLink last = default;
        foreach (AuditSegment segment in snapshot.Segments)
        {
            using AuditLineReader reader = segment.Open();
            while (reader.TryRead(out ReadOnlySpan<byte> line))
            {
                if (!AuditLine.TryVerify(_keys.For(KeyPurpose.AuditChain), line, out AuditLink link)) throw SecurityErrors.AuditNotSound($"A line before number {snapshot.Head.Sequence} was changed.");
                bool stays = link.Sequence >= snapshot.Head.Sequence || AuditLine.TryParse(line, authentic: true) is not { } entry || entry.Timestamp.UtcDateTime >= end;
                if (stays) return last;
                last = link;
                copy?.Write(line);
                copy?.WriteByte((byte)'\n');
            }
        }

        return last;
    }
}
