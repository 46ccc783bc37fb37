namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A test that mounts a file system of its own; skipped, with the reason, where this user may not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> NoFolder = new(() => FindObstacle(() => new MountedFolder("64k")));
    private static readonly Lazy<string?> NoDisk = new(() => FindObstacle(() => new MountedDisk()));

    public MountFactAttribute() => Skip = NoFolder.Value;

    /// <param name="onDisk">True when memory does not do: it needs a <see cref="MountedDisk"/>.</param>
    public MountFactAttribute(bool onDisk) => Skip = onDisk ? NoDisk.Value : NoFolder.Value;

    private static string? FindObstacle(Func<IDisposable> mount)
    {
        if (!OperatingSystem.IsLinux()) return "Only Linux has tmpfs and loop devices.";
        if (Environment.UserName != "root") return "Only root may mount a file system.";
        try
        {
            mount().Dispose();
            return null;
        }
        catch (Exception error) when (error is IOException or System.ComponentModel.Win32Exception)
        {
            return error.Message;
        }
    }
}
