using System.Runtime.InteropServices;

namespace EnterpriseSecurity.Storage;

/// <summary>What a rename needs to survive a power cut: no silent overwrite, and a flushed folder.</summary>
internal static partial class DurableRename
{
    private const int ErrnoExists = 17;
    private const int OpenReadOnly = 0;
    private const int MostFlushedSingly = 8;

    /// <summary>Renames a file; fails, and changes nothing, when the target exists.</summary>
    /// <exception cref="IOException">The target exists, or the rename failed.</exception>
    public static void WithoutOverwrite(string source, string target)
    {
        if (OperatingSystem.IsWindows())
        {
            File.Move(source, target, overwrite: false);
            return;
        }

        // File.Move looks first and renames after, so two processes could both win. A hard link cannot.
        if (Link(source, target) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error == ErrnoExists) throw new IOException($"The file '{target}' already exists.", error);
            // A file system without hard links (FAT, some network mounts): the looser form is all there is.
            File.Move(source, target, overwrite: false);
            return;
        }

        Leftover.Remove(source);
    }

    /// <summary>Makes the names in a folder durable. Windows does this by itself.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        int descriptor = Open(folder, OpenReadOnly);
        if (descriptor < 0) return;
        try
        {
            if (FSync(descriptor) != 0 && Marshal.GetLastPInvokeError() is 5 or 28)
            {
                throw new IOException($"The folder '{folder}' could not be flushed to the disk.");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Makes files of one folder durable; many of them with one request, where the system has it.</summary>
    public static void FlushFiles(string folder, IReadOnlyCollection<string> files)
    {
        if (files.Count > MostFlushedSingly && OperatingSystem.IsLinux() && TryFlushFileSystem(folder)) return;
        foreach (string file in files)
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            stream.Flush(flushToDisk: true);
        }

        FlushFolder(folder);
    }

    private static bool TryFlushFileSystem(string folder)
    {
        int descriptor = Open(folder, OpenReadOnly);
        if (descriptor < 0) return false;
        try
        {
            return SyncFileSystem(descriptor) == 0;
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFileSystem(int descriptor);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string created);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
