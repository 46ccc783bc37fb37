namespace EnterpriseSecurity.Storage;

/// <summary>Turns the system's file errors into this library's.</summary>
internal static class StoreFileFailure
{
    private const int LinuxDiskFull = 28;
    private const int LinuxReadOnly = 30;
    private const int WindowsDiskFull = 112;

    /// <summary>The error that a user meets.</summary>
    public static SecurityException Translate(Exception error, string path) => error switch
    {
        UnauthorizedAccessException => SecurityErrors.StoreReadOnly(path, error),
        IOException when (error.HResult & 0xFFFF) is LinuxDiskFull or WindowsDiskFull => SecurityErrors.StoreDiskFull(path, error),
        IOException when (error.HResult & 0xFFFF) == LinuxReadOnly => SecurityErrors.StoreReadOnly(path, error),
        _ => SecurityErrors.StoreUnavailable(path, error),
    };
}
