using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// Files and folders that only their owner can read, from the moment they exist: mode 0600 and 0700 on Unix, a
/// protected access list for the owner and SYSTEM on Windows. Nothing is created first and restricted later.
/// </summary>
internal static class OwnerOnlyFile
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;
    private const UnixFileMode OthersMode =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Creates a file that must not exist yet, and opens it for reading and writing.</summary>
    /// <exception cref="IOException">The file exists already, or cannot be created.</exception>
    public static FileStream CreateNew(string path) => Open(path, System.IO.FileMode.CreateNew, FileShare.Read);

    /// <summary>Opens a file, creating it owner-only when it is absent.</summary>
    public static FileStream OpenOrCreate(string path, FileShare share = FileShare.ReadWrite) =>
        Open(path, System.IO.FileMode.OpenOrCreate, share);

    /// <summary>Creates a folder, and its missing parents, that only the owner can enter. Their names are durable then.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            new DirectoryInfo(path).CreateProtected();
            return;
        }

        Stack<string> holders = new();
        for (string made = Path.GetFullPath(path); !Directory.Exists(made) && Path.GetDirectoryName(made) is { } holder; made = holder) holders.Push(holder);
        Directory.CreateDirectory(path, FolderMode);
        foreach (string holder in holders) DurableRename.FlushFolder(holder);
    }

    /// <summary>
    /// Puts a whole file in place of another, or of none: written beside it, flushed to the disk, renamed over it,
    /// and the folder flushed. At every moment there is the old file or the new one.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What it shall hold.</param>
    /// <param name="prepare">Sets what else the new file needs, before it holds anything.</param>
    public static void Replace(string path, ReadOnlySpan<byte> content, Action<FileStream>? prepare = null)
    {
        string temporary = WriteTemporary(path, content, prepare);
        Publish(temporary, path, overwrite: true);
    }

    /// <summary>Writes a whole new file, durably; nobody ever sees a part of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What it shall hold.</param>
    /// <param name="prepare">Sets what else the new file needs, before it holds anything.</param>
    /// <exception cref="IOException">The file exists already; it is untouched.</exception>
    public static void WriteNew(string path, ReadOnlySpan<byte> content, Action<FileStream>? prepare = null)
    {
        string temporary = WriteTemporary(path, content, prepare);
        Publish(temporary, path, overwrite: false);
    }

    /// <summary>Writes one of many new files that no one looks at until <see cref="DurableRename.FlushFiles"/> has made all of them durable.</summary>
    /// <exception cref="IOException">The file exists already; it is untouched.</exception>
    public static void WriteUnflushed(string path, ReadOnlySpan<byte> content)
    {
        using FileStream stream = CreateNew(path);
        stream.Write(content);
    }

    /// <summary>True when no one but the owner (and, on Windows, the system) has any right to the file or folder.</summary>
    public static bool IsOwnerOnly(string path) =>
        OperatingSystem.IsWindows() ? WindowsAccess.IsProtected(path) : (File.GetUnixFileMode(path) & OthersMode) == 0;

    private static string WriteTemporary(string path, ReadOnlySpan<byte> content, Action<FileStream>? prepare = null)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using FileStream stream = CreateNew(temporary);
            prepare?.Invoke(stream);
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }
        catch
        {
            Leftover.Remove(temporary);
            throw;
        }

        return temporary;
    }

    private static void Publish(string temporary, string path, bool overwrite)
    {
        try
        {
            if (overwrite) File.Move(temporary, path, overwrite: true);
            else DurableRename.WithoutOverwrite(temporary, path);
        }
        catch
        {
            Leftover.Remove(temporary);
            throw;
        }

        DurableRename.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static FileStream Open(string path, System.IO.FileMode mode, FileShare share)
    {
        if (OperatingSystem.IsWindows()) return WindowsAccess.Open(path, mode, share);

        return new FileStream(path, new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = share,
            UnixCreateMode = FileMode,
        });
    }

    [SupportedOSPlatform("windows")]
    private static void CreateProtected(this DirectoryInfo folder)
    {
        if (folder.Exists) return;
        folder.Parent?.Create();
        DirectorySecurity access = new();
        WindowsAccess.Protect(access, InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit);
        folder.Create(access);
    }

    [SupportedOSPlatform("windows")]
    private static class WindowsAccess
    {
        public static FileStream Open(string path, System.IO.FileMode mode, FileShare share)
        {
            FileSecurity access = new();
            Protect(access, InheritanceFlags.None);
            return new FileInfo(path).Create(mode, FileSystemRights.Read | FileSystemRights.Write | FileSystemRights.Delete, share, 4096, FileOptions.None, access);
        }

        public static void Protect(FileSystemSecurity access, InheritanceFlags inheritance)
        {
            access.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
            foreach (SecurityIdentifier identity in Allowed())
            {
                access.AddAccessRule(new FileSystemAccessRule(identity, FileSystemRights.FullControl, inheritance, PropagationFlags.None, AccessControlType.Allow));
            }
        }

        public static bool IsProtected(string path)
        {
            FileSystemSecurity access = Directory.Exists(path) ? new DirectoryInfo(path).GetAccessControl() : new FileInfo(path).GetAccessControl();
            HashSet<IdentityReference> allowed = [.. Allowed(), new SecurityIdentifier(WellKnownSidType.BuiltinAdministratorsSid, null)];
            return access.GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier))
                .Cast<FileSystemAccessRule>()
                .All(rule => rule.AccessControlType == AccessControlType.Deny || allowed.Contains(rule.IdentityReference));
        }

        private static IEnumerable<SecurityIdentifier> Allowed()
        {
            using WindowsIdentity current = WindowsIdentity.GetCurrent();
            yield return current.User!;
            yield return new SecurityIdentifier(WellKnownSidType.LocalSystemSid, null);
        }
    }
}
