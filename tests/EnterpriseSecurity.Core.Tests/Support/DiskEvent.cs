namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>One thing that a process did to files, or said.</summary>
/// <param name="Kind">What it did.</param>
/// <param name="File">To which file; files are numbered, for their names change.</param>
/// <param name="Path">The name that was made, taken away or synced, or a line that was said.</param>
/// <param name="To">The new name, of a rename.</param>
/// <param name="Offset">Where it wrote, or the new length.</param>
/// <param name="Bytes">What it wrote.</param>
/// <param name="Covers">How many events before a sync had happened when it began; it makes no later one durable.</param>
internal sealed record DiskEvent(DiskEventKind Kind, int File = 0, string Path = "", string To = "", long Offset = 0, byte[]? Bytes = null, int Covers = 0)
{
    /// <summary>True when it changes names and not content.</summary>
    public bool IsOfNames => Kind is DiskEventKind.MakeFolder or DiskEventKind.Name or DiskEventKind.Rename or DiskEventKind.Remove;

    /// <summary>True when it changes a file's content.</summary>
    public bool IsOfContent => Kind is DiskEventKind.Write or DiskEventKind.SetLength;

    public override string ToString() => $"{Kind} {File} {Path} {To} {Offset} {Bytes?.Length}";
}
