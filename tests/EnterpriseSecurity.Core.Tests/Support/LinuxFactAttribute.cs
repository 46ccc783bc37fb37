namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A test of what only Linux shows; skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Only Linux shows a process its own memory.";
}
