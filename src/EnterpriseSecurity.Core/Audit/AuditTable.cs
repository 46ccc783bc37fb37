using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Audit;

/// <summary>
/// The trail in a server's database, where every machine finds all of it: a line is in the table from the moment that
/// its change is committed. What is handed on are copies for sinks.
/// </summary>
internal sealed class AuditTable(IServerRecordStore records, KeyRing keys) : IAuditLog
{
    private const int Page = 50;

    public IDisposable Lock() => records.HoldTrail();

    public void Append(IReadOnlyList<OutboxLine> lines, DateTimeOffset now)
    {
    }

    public long LastSequence()
    {
        long before = long.MaxValue;
        while (true)
        {
            IReadOnlyList<OutboxLine> page = records.Read(reader => ((IServerRecordReader)reader).ReadTrailBackwards(before, Page));
            foreach (OutboxLine line in page)
            {
                // What others put after the last line does not count.
                if (AuditLine.TryVerify(keys.For(KeyPurpose.AuditChain), line.Line, out AuditLink link)) return link.Sequence;
            }

            if (page.Count < Page) return 0;
            before = page[^1].Sequence;
        }
    }

    public IReadOnlyList<AuditSegment> List(StoreHead head, IRecordReader reader)
    {
        IReadOnlyList<OutboxLine> last = ((IServerRecordReader)reader).ReadTrailBackwards(long.MaxValue, 1);
        return last.Count == 0 ? [] : [new AuditRows(records, last[0].Sequence)];
    }

    public IReadOnlyList<OutboxLine> ListPending(IRecordReader reader) => [];
}
