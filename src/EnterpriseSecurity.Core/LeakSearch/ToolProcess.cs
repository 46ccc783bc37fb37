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
        // By its name alone, one in the current folder would come first, which may be the one that is searched.
        if (Find(name) is not { } program) return null;
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, CreateNoWindow = true, UseShellExecute = false };
        // A git hook, of which this may be a part, has variables that put its own repository in the place of the one that is asked about.
        foreach (string variable in start.Environment.Keys.Where(IsOfOneRepository).ToList()) start.Environment.Remove(variable);
        // A repository's own settings name programs to fetch with what it lacks: no protocol is allowed, so that none is run.
        start.Environment["GIT_ALLOW_PROTOCOL"] = "none";
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        start.Environment["GIT_NO_REPLACE_OBJECTS"] = "1";
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
    public static bool Exists(string name) => Find(name) is not null;

    /// <summary>The file of a program that is on the path, of whose folders those count that do not depend on where one stands.</summary>
    internal static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => folder.Trim('"'))
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
            .FirstOrDefault(IsProgram);

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

    private static bool IsProgram(string file) => File.Exists(file)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);

    // The user's own settings and git's own place stay.
    private static bool IsOfOneRepository(string variable) =>
        variable.StartsWith("GIT_", StringComparison.Ordinal) && !variable.StartsWith("GIT_CONFIG_", StringComparison.Ordinal) && variable != "GIT_EXEC_PATH";
}
