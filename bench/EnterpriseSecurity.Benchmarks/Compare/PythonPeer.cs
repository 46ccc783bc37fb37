using System.Diagnostics;
using System.Globalization;

namespace EnterpriseSecurity.Benchmarks.Compare;

/// <summary>A Python process that times its own calls, so that its start does not count.</summary>
/// <param name="script">Answers each line of its input, a way and a count, with the seconds that so many calls took.</param>
/// <param name="needs">What the machine must have for it, as an error says.</param>
internal abstract class PythonPeer(string script, string needs) : IDisposable
{
    private readonly Process _python = Process.Start(
        new ProcessStartInfo(File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3", ["-c", script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    public void Dispose()
    {
        _python.StandardInput.Close();
        _python.WaitForExit();
        _python.Dispose();
    }

    /// <summary>Says a line that is not answered.</summary>
    protected void Tell(string line) => _python.StandardInput.WriteLine(line);

    /// <summary>The seconds that so many calls take.</summary>
    protected double Ask(string way, int count)
    {
        Tell(string.Create(CultureInfo.InvariantCulture, $"{way} {count}"));
        _python.StandardInput.Flush();
        string answer = _python.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{needs} is needed.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }
}
