namespace EnterpriseSecurity.Audit;

/// <summary>A part of the trail.</summary>
/// <param name="Path">The file, or what stands for one in a finding.</param>
/// <param name="Length">How many bytes of it are meant; what comes after them is newer.</param>
internal abstract record AuditSegment(string Path, long Length)
{
    /// <summary>Reads it from its beginning.</summary>
    public abstract AuditLineReader Open();
}
