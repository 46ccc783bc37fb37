namespace EnterpriseSecurity.Storage;

/// <summary>Waits for a file that only one process, and one thread of it, can have open. The system ends it with its holder.</summary>
internal static class FileLock
{
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Opens a file again and again until nobody else has it; the lock lasts until the stream is disposed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="open">Opens it without sharing.</param>
    /// <param name="busy">Makes the error for when somebody holds it for too long.</param>
    /// <param name="longestWait">How long that is.</param>
    public static FileStream Take(string path, Func<string, FileStream> open, Func<IOException, SecurityException> busy, TimeSpan longestWait)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Patience patience = new((long)longestWait.TotalMilliseconds);
        while (true)
        {
            try
            {
                return open(path);
            }
            catch (IOException error) when (IsHeld(error) && Directory.Exists(folder))
            {
                if (!patience.Wait()) throw busy(error);
            }
        }
    }

    // EWOULDBLOCK on Linux and macOS; a sharing violation on Windows.
    private static bool IsHeld(IOException error) => (error.HResult & 0xFFFF) is 11 or 35 or 32 or 33;
}
