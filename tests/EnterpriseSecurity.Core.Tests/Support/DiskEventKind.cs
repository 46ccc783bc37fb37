namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>What a process does to files.</summary>
internal enum DiskEventKind
{
    /// <summary>A folder came to be.</summary>
    MakeFolder,

    /// <summary>A file came to be, or got one more name.</summary>
    Name,

    Rename,

    /// <summary>A name, of a file or of a folder, was taken away.</summary>
    Remove,

    Write,

    SetLength,

    /// <summary>A file's content became durable.</summary>
    Sync,

    /// <summary>The names in a folder became durable.</summary>
    SyncFolder,

    /// <summary>Everything became durable.</summary>
    SyncAll,

    /// <summary>A line on the standard output.</summary>
    Say,
}
