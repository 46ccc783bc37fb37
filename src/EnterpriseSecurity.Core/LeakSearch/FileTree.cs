namespace EnterpriseSecurity.LeakSearch;

/// <summary>The files and repositories below folders. Links are not followed, so that a search ends and stays where it was sent.</summary>
internal static class FileTree
{
    private const string GitFolder = ".git";

    /// <summary>
    /// The files: of each path itself, or all below it, but not what git keeps for itself. A folder that cannot be listed
    /// stands for its files: who opens it learns that it cannot be read.
    /// </summary>
    public static IEnumerable<FileInfo> Files(string path)
    {
        if (File.Exists(path) || !CanList(path)) return [new FileInfo(path)];
        return new System.IO.Enumeration.FileSystemEnumerable<FileInfo>(path, static (ref entry) => entry.IsDirectory ? new FileInfo(entry.ToFullPath()) : (FileInfo)entry.ToFileSystemInfo(), Options())
        {
            // A size of zero: empty, a pipe, a socket or a device, at which reading could wait for ever.
            ShouldIncludePredicate = static (ref entry) => entry.IsDirectory ? !entry.FileName.SequenceEqual(GitFolder) && !CanList(entry.ToFullPath()) : entry.Length > 0,
            ShouldRecursePredicate = static (ref entry) => !entry.FileName.SequenceEqual(GitFolder),
        };
    }

    /// <summary>The folders with a repository: those given, the ones that hold them, and those below.</summary>
    /// <param name="paths">Folders and files.</param>
    /// <param name="refused">Told each folder that cannot be listed.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static IEnumerable<string> Repositories(IReadOnlyList<string> paths, Action<string> refused, CancellationToken cancellation)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            string folder = Path.GetFullPath(File.Exists(path) ? Path.GetDirectoryName(Path.GetFullPath(path))! : path);
            for (string? above = folder; above is not null; above = Path.GetDirectoryName(above))
            {
                if (!IsRepository(above)) continue;
                if (known.Add(above)) yield return above;
                break;
            }

            if (File.Exists(path) || !IsListed(folder, refused)) continue;
            System.IO.Enumeration.FileSystemEnumerable<string> below = new(folder, static (ref entry) => Path.GetDirectoryName(entry.ToFullPath())!, Options())
            {
                ShouldIncludePredicate = static (ref entry) => entry.FileName.SequenceEqual(GitFolder),
                ShouldRecursePredicate = (ref entry) => !entry.FileName.SequenceEqual(GitFolder) && IsListed(entry.ToFullPath(), refused),
            };
            foreach (string repository in below)
            {
                cancellation.ThrowIfCancellationRequested();
                if (known.Add(repository)) yield return repository;
            }
        }
    }

    /// <summary>True when the folder's content can be listed.</summary>
    public static bool CanList(string folder)
    {
        try
        {
            using IEnumerator<string> content = Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsListed(string folder, Action<string> refused)
    {
        if (CanList(folder)) return true;
        refused(folder);
        return false;
    }

    private static bool IsRepository(string folder) =>
        Path.Exists(Path.Combine(folder, GitFolder)) || (File.Exists(Path.Combine(folder, "HEAD")) && Directory.Exists(Path.Combine(folder, "objects")) && Directory.Exists(Path.Combine(folder, "refs")));

    private static EnumerationOptions Options() => new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
}
