using System.Diagnostics;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A folder that is a file system in memory, so that it can be full or read-only for root too.</summary>
internal sealed class MountedFolder : IDisposable
{
    private readonly string _filler;

    /// <summary>Mounts it.</summary>
    /// <param name="size">How much it holds, as <c>mount</c> takes it: <c>2m</c>.</param>
    /// <exception cref="IOException">The system does not allow it.</exception>
    public MountedFolder(string size)
    {
        Path = Directory.CreateTempSubdirectory("es-mount-").FullName;
        _filler = System.IO.Path.Combine(Path, "filler");
        try
        {
            Run("mount", "-t", "tmpfs", "-o", $"size={size},mode=0700", "tmpfs", Path);
        }
        catch
        {
            Directory.Delete(Path);
            throw;
        }
    }

    public string Path { get; }

    /// <summary>Writes a file until there is no room for one byte more.</summary>
    public void Fill()
    {
        using FileStream stream = new(_filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) stream.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // That was the aim.
        }
    }

    /// <summary>Takes the filler away.</summary>
    public void Free() => File.Delete(_filler);

    /// <summary>Gives it another size.</summary>
    public void Resize(string size) => Run("mount", "-o", $"remount,size={size}", Path);

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    public void MakeWritable() => Run("mount", "-o", "remount,rw", Path);

    public void Dispose()
    {
        Run("umount", Path);
        Directory.Delete(Path);
    }

    /// <summary>Runs a program that must succeed.</summary>
    internal static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new IOException($"{program}: {errors.Trim()}");
    }
}
