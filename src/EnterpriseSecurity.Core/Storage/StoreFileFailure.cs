namespace EnterpriseSecurity.Storage;

/// <summary>Turns the system's file errors into this library's.</summary>
internal static class StoreFileFailure
{
    private const int LinuxDiskFull = 28;
    private const int LinuxReadOnly = 30;
    private const int WindowsDiskFull = 112;

    // As much as SQLite asks for when it opens its shared memory.
    private const int ProbeSize = 32 * 1024;

    /// <summary>The error that a user meets.</summary>
    public static SecurityException Translate(Exception error, string path) => error switch
    {
        UnauthorizedAccessException => SecurityErrors.StoreReadOnly(path, error),
        IOException when (error.HResult & 0xFFFF) is LinuxDiskFull or WindowsDiskFull => SecurityErrors.StoreDiskFull(path, error),
        IOException when (error.HResult & 0xFFFF) == LinuxReadOnly => SecurityErrors.StoreReadOnly(path, error),
        _ => SecurityErrors.StoreUnavailable(path, error),
    };

    /// <summary>
    /// Finds out by trying what keeps files from being written beside this one, where a failure did not say; null
    /// when nothing does.
    /// </summary>
    public static SecurityException? Probe(string path)
    {
        string probe = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            OwnerOnlyFile.WriteNew(probe, new byte[ProbeSize]);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Translate(error, path);
        }
        finally
        {
            if (File.Exists(probe)) File.Delete(probe);
        }
    }
}
