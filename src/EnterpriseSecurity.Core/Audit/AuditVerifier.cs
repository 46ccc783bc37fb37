using System.Security.Cryptography;

namespace EnterpriseSecurity.Audit;

/// <summary>Walks the chain from its start to the sealed head, and names the first line that does not fit.</summary>
internal sealed class AuditVerifier(AuditSnapshot snapshot, ReadOnlyMemory<byte> auditKey)
{
    private long _expected = snapshot.Head.TrimmedSequence + 1;
    private byte[] _previous = snapshot.Head.TrimmedMac;
    private long _verified;

    /// <summary>Checks every line. Memory does not grow with the trail.</summary>
    /// <param name="progress">Told the share that is done, 0 to 1, about every 10,000 lines.</param>
    /// <param name="cancellation">Stops the walk.</param>
    public AuditVerification Run(IProgress<double>? progress, CancellationToken cancellation)
    {
        long total = Math.Max(1, snapshot.Head.Sequence - snapshot.Head.TrimmedSequence);
        for (int index = 0; index < snapshot.Segments.Count; index++)
        {
            string path = snapshot.Segments[index].Path;
            using AuditLineReader reader = snapshot.Segments[index].Open();
            while (reader.TryRead(out ReadOnlySpan<byte> line))
            {
                if (Step(line) is AuditFinding finding and not AuditFinding.None)
                {
                    bool cut = finding == AuditFinding.LineChanged && !reader.IsTerminated && index == snapshot.Segments.Count - 1;
                    if (cut) return Bad(AuditFinding.TailCut, path, reader.LineNumber);
                    if (finding == AuditFinding.LineRemoved && reader.LineNumber == 1 && WasResumed(index)) finding = AuditFinding.TailCut;
                    if (finding == AuditFinding.LineRemoved && StandsLater(_expected, index)) finding = AuditFinding.LineMoved;
                    return Bad(finding, path, reader.LineNumber);
                }

                if (_verified % 10_000 == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Report((double)_verified / total);
                }
            }
        }

        foreach (Storage.OutboxLine pending in snapshot.Pending)
        {
            if (pending.Sequence < _expected) continue;
            if (pending.Sequence > _expected) return Bad(AuditFinding.TailCut, LastPath, null);
            if (Step(pending.Line) is AuditFinding finding and not AuditFinding.None) return Bad(finding, null, null);
        }

        long last = _expected - 1;
        if (last < snapshot.Head.Sequence) return Bad(AuditFinding.TailCut, LastPath, null);
        if (last > snapshot.Head.Sequence || !CryptographicOperations.FixedTimeEquals(_previous, snapshot.Head.Mac)) return Bad(AuditFinding.StoreBehind, LastPath, null);
        progress?.Report(1);
        return new AuditVerification { VerifiedLines = _verified, Reason = $"All {_verified} lines are there, in order and unchanged." };
    }

    private string? LastPath => snapshot.Segments.Count == 0 ? null : snapshot.Segments[^1].Path;

    private AuditFinding Step(ReadOnlySpan<byte> line)
    {
        if (!AuditLine.TryVerify(auditKey.Span, line, out AuditLink link)) return AuditFinding.LineChanged;
        if (link.Sequence < _expected) return AuditFinding.LineInserted;
        if (link.Sequence > _expected) return AuditFinding.LineRemoved;
        if (!CryptographicOperations.FixedTimeEquals(link.Previous, _previous)) return AuditFinding.LineInserted;
        _previous = link.Mac;
        _expected++;
        _verified++;
        return AuditFinding.None;
    }

    // A writer that finds the files behind the store begins a new file, so that a cut tail shows as what it is: a
    // file that was begun on the same day as the one before, which was not full.
    private bool WasResumed(int segment) =>
        segment > 0
        && AuditSegments.Day(snapshot.Segments[segment].Path) == AuditSegments.Day(snapshot.Segments[segment - 1].Path)
        && snapshot.Segments[segment - 1].Length < AuditSegments.MaximumSize / 2;

    // A line that is missing here and stands further on was moved, not removed.
    private bool StandsLater(long sequence, int fromSegment)
    {
        foreach (AuditSegment segment in snapshot.Segments.Skip(fromSegment))
        {
            using AuditLineReader reader = segment.Open();
            while (reader.TryRead(out ReadOnlySpan<byte> line))
            {
                if (AuditLine.TryReadSequence(line, out long found) && found == sequence) return true;
            }
        }

        return false;
    }

    private AuditVerification Bad(AuditFinding finding, string? path, long? lineNumber) => new()
    {
        Finding = finding,
        VerifiedLines = _verified,
        Sequence = _expected,
        Path = path,
        LineNumber = lineNumber,
        Reason = finding switch
        {
            AuditFinding.LineChanged => $"The line that should be number {_expected} was changed.",
            AuditFinding.LineRemoved => $"Line {_expected} is missing.",
            AuditFinding.LineInserted => $"A line was put in where number {_expected} should stand.",
            AuditFinding.LineMoved => $"Line {_expected} stands in another place.",
            AuditFinding.TailCut => $"The trail ends before line {_expected}, and the store knows of {snapshot.Head.Sequence} lines.",
            _ => $"The trail goes on after line {snapshot.Head.Sequence}, the last that the store knows of: the store is an older copy.",
        },
    };
}
