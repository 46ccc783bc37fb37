namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A test of Unix permission bits; skipped where they do not bind.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PermissionFactAttribute : FactAttribute
{
    public PermissionFactAttribute()
    {
        if (OperatingSystem.IsWindows()) Skip = "Windows has no permission bits.";
        else if (Environment.UserName == "root") Skip = "Permission bits do not bind root.";
    }
}
