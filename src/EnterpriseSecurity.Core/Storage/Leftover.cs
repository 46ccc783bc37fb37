namespace EnterpriseSecurity.Storage;

/// <summary>Files that are of no more use.</summary>
internal static class Leftover
{
    /// <summary>Takes a file away. When that fails it stays: what it was for has succeeded, or failed for a reason of its own.</summary>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // See above.
        }
    }
}
