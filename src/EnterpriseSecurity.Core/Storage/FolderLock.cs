namespace EnterpriseSecurity.Storage;

/// <summary>Gives a folder's files to one process, and one thread of it, at a time. The system ends it with its holder.</summary>
internal static class FolderLock
{
    private const string FileName = ".lock";
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Waits for the folder; the lock lasts until the stream is disposed.</summary>
    /// <exception cref="UnavailableException">Somebody held it for a minute.</exception>
    public static FileStream Take(string folder)
    {
        string path = Path.Combine(folder, FileName);
        Patience patience = new((long)LongestWait.TotalMilliseconds);
        while (true)
        {
            try
            {
                return OwnerOnlyFile.OpenOrCreate(path, FileShare.None);
            }
            catch (IOException error) when (IsHeld(error) && Directory.Exists(folder))
            {
                if (!patience.Wait()) throw SecurityErrors.StoreBusy(folder, error);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw StoreFileFailure.Translate(error, folder);
            }
        }
    }

    // EWOULDBLOCK on Linux and macOS; a sharing violation on Windows.
    private static bool IsHeld(IOException error) => (error.HResult & 0xFFFF) is 11 or 35 or 32 or 33;
}
