using System.Diagnostics;
using System.Text;

namespace EnterpriseSecurity.Interop.Tests.Support;

/// <summary>A native program that serves until it is disposed, and what it has printed so far.</summary>
internal sealed class NativeServer : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    public NativeServer(string name, params string[] arguments)
    {
        ProcessStartInfo start = new(NativeTool.Find(name) ?? throw new InvalidOperationException($"The tool '{name}' is not installed."))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What the program has printed.</summary>
    public string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    /// <summary>True while the program runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Waits until the program serves; false when it ended or did not come to it.</summary>
    public bool WaitUntil(Func<bool> serves)
    {
        SpinWait.SpinUntil(() => !IsRunning || serves(), TimeSpan.FromSeconds(20));
        return IsRunning && serves();
    }

    public void Dispose()
    {
        if (IsRunning) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_log) _log.AppendLine(line);
    }
}
