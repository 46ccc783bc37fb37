namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>
/// A folder that is an ext4 file system on a disk of its own, which is a file. ext4 can be told to give up
/// (<c>remount,abort</c>), as it does by itself after an error of its disk: it is read-only from that moment on, whatever is open.
/// </summary>
internal sealed class MountedDisk : IDisposable
{
    private readonly string _image = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"es-disk-{Guid.NewGuid():N}");

    /// <exception cref="IOException">The system does not allow it.</exception>
    public MountedDisk()
    {
        Path = Directory.CreateTempSubdirectory("es-disk-").FullName;
        try
        {
            using (FileStream image = new(_image, FileMode.CreateNew)) image.SetLength(48 << 20);
            MountedFolder.Run("mkfs.ext4", "-q", _image);
            Mount();
        }
        catch
        {
            Directory.Delete(Path);
            File.Delete(_image);
            throw;
        }
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Makes it read-only at once, for files that are open too. What was not synced is lost.</summary>
    public void Abort() => MountedFolder.Run("mount", "-o", "remount,abort", Path);

    /// <summary>Takes it away and brings it back, writable.</summary>
    public void Remount()
    {
        MountedFolder.Run("umount", Path);
        Mount();
    }

    public void Dispose()
    {
        MountedFolder.Run("umount", Path);
        Directory.Delete(Path);
        File.Delete(_image);
    }

    private void Mount() => MountedFolder.Run("mount", "-o", "loop,errors=remount-ro", _image, Path);
}
