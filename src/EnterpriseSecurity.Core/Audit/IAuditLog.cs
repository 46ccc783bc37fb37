using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Audit;

/// <summary>Where the trail's lines are kept: files beside an embedded database, or a table of a server's.</summary>
internal interface IAuditLog
{
    /// <summary>Lets one process at a time hand lines on.</summary>
    IDisposable Lock();

    /// <summary>Puts committed lines to those that are kept already, durably. Those that are there are left out.</summary>
    void Append(IReadOnlyList<OutboxLine> lines, DateTimeOffset now);

    /// <summary>The sequence number of the last authentic line that is kept; 0 when there is none.</summary>
    long LastSequence();

    /// <summary>The parts of the trail as they stand, within a transaction that has read this head.</summary>
    IReadOnlyList<AuditSegment> List(StoreHead head, IRecordReader reader);

    /// <summary>The committed lines that are in none of the parts yet.</summary>
    IReadOnlyList<OutboxLine> ListPending(IRecordReader reader);
}
