using System.ComponentModel;
using System.Diagnostics;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>A program of the system whose output is read as it comes. It has no input, and ends when this is disposed of.</summary>
internal sealed class ToolProcess : IDisposable
{
    private const int LongestComplaint = 300;

    private readonly Process _process;
    private readonly Task<string> _complaints;

    private ToolProcess(Process process)
    {
        _process = process;
        _complaints = process.StandardError.ReadToEndAsync();
        process.StandardInput.Close();
    }

    /// <summary>What it writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts a program; null when there is none of this name.</summary>
    public static ToolProcess? TryStart(string name, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(name, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, CreateNoWindow = true, UseShellExecute = false };
        // Never a question, no writing to the repository, and messages that can be told from each other.
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C";
        try
        {
            return new ToolProcess(Process.Start(start)!);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>True when a program of this name is on the path.</summary>
    public static bool Exists(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)));

    /// <summary>Waits for the end.</summary>
    /// <returns>What it complained of when it failed; null when it did not.</returns>
    public string? Complete()
    {
        _process.WaitForExit();
        if (_process.ExitCode == 0) return null;
        string complaint = _complaints.GetAwaiter().GetResult().Trim().ReplaceLineEndings(" ");
        return complaint.Length == 0 ? $"it ended with code {_process.ExitCode}" : complaint[..Math.Min(complaint.Length, LongestComplaint)];
    }

    /// <summary>Ends the program.</summary>
    public void Dispose()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // It ended in between.
        }

        _process.Dispose();
    }
}
