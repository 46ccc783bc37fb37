using System.Diagnostics;
using System.Text;
using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>A program that answers each line with a line, so that it need be started only once.</summary>
internal sealed class LineServer : IDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly Task<string> _errors;

    public LineServer(string tool, params string[] arguments)
    {
        ProcessStartInfo start = new(NativeTool.Find(tool)!) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = new UTF8Encoding(false) };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The line that answers a line.</summary>
    public string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        Task<string?> answer = _process.StandardOutput.ReadLineAsync();
        if (!answer.Wait(LongestAnswer)) throw new TimeoutException($"No answer to {line}");
        return answer.Result ?? throw new InvalidOperationException($"The program ended: {_errors.Result}");
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
