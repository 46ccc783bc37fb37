namespace EnterpriseSecurity.Storage;

/// <summary>
/// Gives a folder's files to one process, and one thread of it, at a time. The system ends it with its holder. The lock
/// file is not enough: who deletes it while somebody holds it would let another one in, so the folder itself is locked too.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string FileName = ".lock";

    private readonly FileStream _file;
    private readonly IDisposable? _folder;

    private FolderLock(FileStream file, IDisposable? folder)
    {
        _file = file;
        _folder = folder;
    }

    /// <summary>Waits for the folder; the lock lasts until this is disposed.</summary>
    /// <exception cref="UnavailableException">Somebody held it for a minute.</exception>
    public static FolderLock Take(string folder)
    {
        FileStream? file = null;
        try
        {
            file = FileLock.Take(
                Path.Combine(folder, FileName),
                path => OwnerOnlyFile.OpenOrCreate(path, FileShare.None),
                error => SecurityErrors.StoreBusy(folder, error),
                FileLock.LongestWait);
            return new FolderLock(file, OperatingSystem.IsWindows() ? null : UnixFolderLock.Take(folder, FileLock.LongestWait));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SecurityException)
        {
            file?.Dispose();
            if (error is SecurityException) throw;
            throw StoreFileFailure.Translate(error, folder);
        }
    }

    public void Dispose()
    {
        _folder?.Dispose();
        _file.Dispose();
    }
}
