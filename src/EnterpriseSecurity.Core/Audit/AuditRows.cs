using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Audit;

/// <summary>A part of the trail that is rows of a table, up to one of them.</summary>
internal sealed record AuditRows(IServerRecordStore Records, long Through) : AuditSegment("audit_line", long.MaxValue)
{
    public override AuditLineReader Open() => new(new AuditRowStream(Records, Through), Path, Length);
}
