namespace EnterpriseSecurity.Storage;

/// <summary>Gives a folder's files to one process, and one thread of it, at a time. The system ends it with its holder.</summary>
internal static class FolderLock
{
    private const string FileName = ".lock";

    /// <summary>Waits for the folder; the lock lasts until the stream is disposed.</summary>
    /// <exception cref="UnavailableException">Somebody held it for a minute.</exception>
    public static FileStream Take(string folder)
    {
        try
        {
            return FileLock.Take(
                Path.Combine(folder, FileName),
                path => OwnerOnlyFile.OpenOrCreate(path, FileShare.None),
                error => SecurityErrors.StoreBusy(folder, error),
                FileLock.LongestWait);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileFailure.Translate(error, folder);
        }
    }
}
