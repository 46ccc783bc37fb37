namespace EnterpriseSecurity.Storage;

/// <summary>Follows the links in a path on Linux and macOS, and only those that may be trusted.</summary>
internal static class UnixLinks
{
    private const int MaximumLinks = 40;

    /// <summary>
    /// The path without links; its end need not exist. A link has to belong to root, to the process's user, or to
    /// the owner of what it leads to: else a user could lead an administrator to another user's file.
    /// </summary>
    /// <exception cref="IOException">There are too many links.</exception>
    /// <exception cref="UnauthorizedAccessException">A link may not be trusted.</exception>
    public static string Resolve(string path)
    {
        Stack<string> pending = new();
        Push(pending, Path.GetFullPath(path));
        string current = "/";
        UnixFile reached = default;
        HashSet<uint> owners = [];
        int links = 0;
        while (pending.TryPop(out string? name))
        {
            if (name is "" or ".") continue;
            if (name == "..")
            {
                current = Path.GetDirectoryName(current) ?? "/";
                continue;
            }

            string next = Path.Combine(current, name);
            UnixFile? file = UnixFile.Look(next);
            if (file is { IsLink: true } link)
            {
                if (++links > MaximumLinks) throw new IOException($"'{path}' leads through too many links.");
                owners.Add(link.Owner);
                string target = new FileInfo(next).LinkTarget ?? throw new IOException($"The link '{next}' cannot be read.");
                Push(pending, target);
                if (target.StartsWith('/')) current = "/";
                continue;
            }

            current = next;
            reached = file ?? reached;
        }

        owners.ExceptWith([UnixFile.Root, UnixFile.CurrentUser, reached.Owner]);
        return owners.Count == 0 ? current : throw new UnauthorizedAccessException($"'{path}' leads through another user's link to '{current}'.");
    }

    private static void Push(Stack<string> pending, string path)
    {
        foreach (string name in path.Split('/').Reverse()) pending.Push(name);
    }
}
