using System.Diagnostics;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>Whether strace can be used here.</summary>
internal static class Strace
{
    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>Why not; null when it can.</summary>
    public static string? Obstacle => Found.Value;

    private static string? Find()
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
