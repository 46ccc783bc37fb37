using System.Diagnostics;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A worker process of EnterpriseSecurity.Stress. What still runs on disposal is killed.</summary>
internal sealed class StressProcess : IDisposable
{
    private const int Sigkill = 9;

    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _errors;

    public StressProcess(string key, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [ProgramPath, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ES_STRESS_KEY"] = key;
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The program, built beside these tests in a folder that differs only in the project's name.</summary>
    public static string ProgramPath => Path.Combine(
        AppContext.BaseDirectory.Replace("EnterpriseSecurity.Core.Tests", "EnterpriseSecurity.Stress", StringComparison.Ordinal), "EnterpriseSecurity.Stress.dll");

    /// <summary>The next line that it prints, or null at its end.</summary>
    public string? ReadLine() => _process.StandardOutput.ReadLine();

    /// <summary>Everything else that it prints until its end.</summary>
    public Task<string> ReadToEndAsync() => _process.StandardOutput.ReadToEndAsync();

    public void WriteLine(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Tells it that there is no more to come.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Ends it as <c>kill -9</c> does, and expects that it had not ended before.</summary>
    public void KillAtWork()
    {
        Kill();
        Assert.True(_process.ExitCode == 128 + Sigkill || OperatingSystem.IsWindows(), $"The worker had ended by itself: {_process.ExitCode}\n{_errors.Result}");
    }

    /// <summary>Stops it where it is; the system calls that it is in are ended then. Linux only.</summary>
    public void Suspend()
    {
        Signal("-STOP");
        while (Directory.EnumerateDirectories($"/proc/{_process.Id}/task").Any(thread => !File.ReadAllText($"{thread}/stat").Split(") ")[^1].StartsWith('T'))) Thread.Sleep(1);
    }

    /// <summary>Lets it go on.</summary>
    public void Resume() => Signal("-CONT");

    /// <summary>Waits for its end, which must be a good one.</summary>
    public void Complete()
    {
        Assert.True(_process.WaitForExit(LongestRun), "The worker did not end.");
        Assert.True(_process.ExitCode == 0, _errors.Result);
    }

    /// <summary>Waits for its end, which must be by a typed error; gives the error's id.</summary>
    public string Fail()
    {
        Assert.True(_process.WaitForExit(LongestRun), "The worker did not end.");
        Assert.True(_process.ExitCode == 1, _errors.Result);
        return _errors.Result.Split(':')[0];
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private void Signal(string name)
    {
        using Process kill = Process.Start("kill", [name, $"{_process.Id}"]);
        kill.WaitForExit();
    }
}
