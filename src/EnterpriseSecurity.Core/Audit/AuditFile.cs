namespace EnterpriseSecurity.Audit;

/// <summary>A part of the trail that is a file.</summary>
internal sealed record AuditFile(string Path, long Length) : AuditSegment(Path, Length)
{
    public override AuditLineReader Open() =>
        new(new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan), Path, Length);
}
