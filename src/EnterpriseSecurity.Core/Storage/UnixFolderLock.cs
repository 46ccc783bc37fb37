using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EnterpriseSecurity.Storage;

/// <summary>An exclusive <c>flock</c> on a folder. Windows lets nobody delete a lock file that is open, and needs none.</summary>
internal static partial class UnixFolderLock
{
    private const int ReadOnly = 0;
    private const int LinuxCloseOnExec = 0x80000;
    private const int MacCloseOnExec = 0x1000000;
    private const int ExclusiveAtOnce = 2 | 4;
    private const int LinuxHeld = 11;
    private const int MacHeld = 35;

    /// <summary>Waits for the folder.</summary>
    /// <returns>What holds it until it is disposed; null where the file system locks no folders (NFS), or it is not there.</returns>
    /// <exception cref="UnavailableException">Somebody held it for too long.</exception>
    public static IDisposable? Take(string folder, TimeSpan longestWait)
    {
        SafeFileHandle handle = Open(folder, ReadOnly | (OperatingSystem.IsMacOS() ? MacCloseOnExec : LinuxCloseOnExec));
        Patience patience = new((long)longestWait.TotalMilliseconds);
        while (!handle.IsInvalid)
        {
            if (Lock(handle, ExclusiveAtOnce) == 0) return handle;
            int error = Marshal.GetLastPInvokeError();
            if (error is not (LinuxHeld or MacHeld)) break;
            if (patience.Wait()) continue;
            handle.Dispose();
            throw SecurityErrors.StoreBusy(folder, new IOException($"The folder '{folder}' is held.", error));
        }

        handle.Dispose();
        return null;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int operation);
}
