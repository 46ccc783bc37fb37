using System.Runtime.Versioning;
using System.Security.AccessControl;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// A text file in somebody's home folder that other programs read. Whoever changes it, it stays its owner's, with
/// its group and mode (on Windows its access list), and stays where links lead to. What is new is owner-only.
/// </summary>
internal sealed class AccountFile
{
    private AccountFile(string path) => Path = path;

    /// <summary>The path without links.</summary>
    public string Path { get; }

    /// <summary>The folder of the file itself.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <exception cref="IOException">The links cannot be followed.</exception>
    /// <exception cref="UnauthorizedAccessException">A link belongs to another user and leads to what is not that user's.</exception>
    public static AccountFile Find(string path)
    {
        if (!OperatingSystem.IsWindows()) return new AccountFile(UnixLinks.Resolve(path));
        string full = System.IO.Path.GetFullPath(path);
        return new AccountFile(File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full);
    }

    /// <summary>Makes the folder, for the owner of the folder that it stands in, if it is missing.</summary>
    public void MakeFolder()
    {
        if (Directory.Exists(Folder)) return;
        string? parent = System.IO.Path.GetDirectoryName(Folder);
        if (OperatingSystem.IsWindows() || parent is null) OwnerOnlyFile.CreateFolder(Folder);
        else (UnixFile.Look(parent) ?? throw new DirectoryNotFoundException($"There is no folder '{parent}'.")).MakeFolder(Folder);
    }

    /// <summary>Opens the file's lock for one process, and one thread of it, at a time.</summary>
    /// <param name="path">The lock's path.</param>
    public FileStream OpenLock(string path)
    {
        if (OperatingSystem.IsWindows()) return OwnerOnlyFile.OpenOrCreate(path, FileShare.None);
        if (UnixFile.Look(path) is not { } found)
        {
            try
            {
                using FileStream created = OwnerOnlyFile.CreateNew(path);
                if (UnixFile.Look(Folder) is { } folder) folder.GiveTo(created.SafeFileHandle);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process made it first.
            }
        }
        else if (!found.IsRegular)
        {
            throw new IOException($"'{path}' is not a plain file.");
        }

        return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>What the file holds; null when there is none.</summary>
    /// <exception cref="IOException">This is not a plain file, or it is larger than <paramref name="maximumSize"/>.</exception>
    public byte[]? Read(int maximumSize)
    {
        // A pipe would be waited for without an end.
        if (!OperatingSystem.IsWindows() && UnixFile.Look(Path) is { IsRegular: false }) throw new IOException($"'{Path}' is not a plain file.");
        if (!File.Exists(Path)) return null;
        using FileStream stream = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length > maximumSize) throw new IOException($"'{Path}' is larger than {maximumSize} bytes.");
        byte[] content = new byte[stream.Length];
        return content[..stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
    }

    /// <summary>Puts new content in the file's place: written beside it, flushed, renamed over it.</summary>
    public void Replace(ReadOnlySpan<byte> content) => OwnerOnlyFile.Replace(Path, content, Prepare);

    private void Prepare(FileStream replacement)
    {
        if (OperatingSystem.IsWindows()) CopyAccess(replacement.Name);
        else if (UnixFile.Look(Path) is { } present) present.ApplyTo(replacement.SafeFileHandle);
        else if (UnixFile.Look(Folder) is { } folder) folder.GiveTo(replacement.SafeFileHandle);
    }

    [SupportedOSPlatform("windows")]
    private void CopyAccess(string replacement)
    {
        if (!File.Exists(Path)) return;
        FileSecurity present = new FileInfo(Path).GetAccessControl(AccessControlSections.Access);
        FileSecurity access = new();
        access.SetSecurityDescriptorBinaryForm(present.GetSecurityDescriptorBinaryForm(), AccessControlSections.Access);
        new FileInfo(replacement).SetAccessControl(access);
    }
}
