namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A test that mounts a file system of its own; skipped, with the reason, where this user may not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Obstacle = new(FindObstacle);

    public MountFactAttribute() => Skip = Obstacle.Value;

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux()) return "Only Linux has tmpfs.";
        if (Environment.UserName != "root") return "Only root may mount a file system.";
        try
        {
            using MountedFolder folder = new("64k");
            return null;
        }
        catch (IOException error)
        {
            return error.Message;
        }
    }
}
