namespace EnterpriseSecurity.LeakSearch;

/// <summary>The files of the user in which secrets turn up.</summary>
internal interface IKnownPlaces
{
    /// <summary>The histories of shells and clients.</summary>
    IEnumerable<FileInfo> Histories();

    /// <summary>PowerShell's transcripts.</summary>
    IEnumerable<FileInfo> Transcripts();
}
