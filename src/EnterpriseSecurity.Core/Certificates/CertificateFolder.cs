namespace EnterpriseSecurity.Certificates;

/// <summary>Folders with certificates in them.</summary>
public static class CertificateFolder
{
    private static readonly HashSet<string> Extensions = new([".pem", ".crt", ".cer", ".cert", ".der", ".p7b", ".p7c", ".pfx", ".p12"], StringComparer.OrdinalIgnoreCase);
    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None };

    /// <summary>The files whose extension is one of certificates. Links to files are followed, links to folders are not.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="recurse">True to look into the folders in it.</param>
    /// <param name="unreadable">Told of a folder that cannot be read, which is then left out; when null, such a one ends the search.</param>
    /// <exception cref="IOException">A folder cannot be read, and nobody is told.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read, and nobody is told.</exception>
    public static IEnumerable<string> FindFiles(string folder, bool recurse, Action<string, Exception>? unreadable = null)
    {
        Stack<string> folders = new([folder]);
        while (folders.TryPop(out string? current))
        {
            foreach (FileSystemInfo entry in List(current, unreadable))
            {
                if (entry is FileInfo && Extensions.Contains(entry.Extension)) yield return entry.FullName;
                // A link to a folder above would never end.
                else if (entry is DirectoryInfo && recurse && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint)) folders.Push(entry.FullName);
            }
        }
    }

    private static FileSystemInfo[] List(string folder, Action<string, Exception>? unreadable)
    {
        try
        {
            return new DirectoryInfo(folder).GetFileSystemInfos("*", Everything);
        }
        catch (Exception error) when (unreadable is not null && error is (IOException or UnauthorizedAccessException))
        {
            unreadable(folder, error);
            return [];
        }
    }
}
