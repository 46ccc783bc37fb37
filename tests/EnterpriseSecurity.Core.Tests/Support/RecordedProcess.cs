using System.Diagnostics;
using System.Globalization;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A worker process of EnterpriseSecurity.Stress of which everything is recorded that it does to the files of a folder.</summary>
internal static class RecordedProcess
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(5);

    /// <summary>Runs it to its end, or kills it once it has said so many lines.</summary>
    /// <param name="root">The folder; what is in it before is taken for durable.</param>
    /// <param name="key">What unlocks the store.</param>
    /// <param name="lines">After how many lines it is killed; 0 when it ends by itself.</param>
    /// <param name="arguments">What it does.</param>
    public static IReadOnlyList<DiskEvent> Record(string root, string key, int lines, params string[] arguments)
    {
        string log = Path.Combine(Path.GetTempPath(), $"es-recording-{Guid.NewGuid():N}");
        DiskRecording recording = DiskRecording.Of(root);
        try
        {
            Run(key, lines, [.. DiskRecording.Arguments(log), Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", StressProcess.ProgramPath, .. arguments]);
            return recording.Add(log);
        }
        finally
        {
            File.Delete(log);
        }
    }

    private static void Run(string key, int lines, string[] arguments)
    {
        ProcessStartInfo start = new("strace", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ES_STRESS_KEY"] = key;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        int said = 0;
        while (process.StandardOutput.ReadLine() is not null)
        {
            // The process itself, so that strace writes its log to the end.
            if (++said == lines) Process.GetProcessById(ChildOf(process.Id)).Kill();
        }

        if (!process.WaitForExit(LongestRun)) process.Kill(entireProcessTree: true);
        Assert.True(lines > 0 || process.ExitCode == 0, $"{process.ExitCode}: {errors.Result}");
        Assert.True(said >= lines, $"It ended after {said} lines: {errors.Result}");
    }

    private static int ChildOf(int id) =>
        int.Parse(File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ')[0], CultureInfo.InvariantCulture);
}
