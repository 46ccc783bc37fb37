using System.Diagnostics;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A theory that has a process's system calls fail, by strace; skipped, with the reason, where that cannot be.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TraceTheoryAttribute : TheoryAttribute
{
    private static readonly Lazy<string?> Obstacle = new(FindObstacle);

    public TraceTheoryAttribute() => Skip = Obstacle.Value;

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux()) return "Only Linux has strace.";
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("strace", ["-f", "--seccomp-bpf", "-e", "trace=fsync", "-o", "/dev/null", "true"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0 ? null : "This user may not trace processes.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "strace is not installed.";
        }
    }
}
