namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>Workers that have all started, and wait. What still runs on disposal is killed.</summary>
internal sealed class StressProcesses : IDisposable
{
    private readonly List<StressProcess> _all = [];

    /// <summary>Starts them and waits until each has said that it is ready.</summary>
    public StressProcesses(int count, Func<int, StressProcess> start)
    {
        try
        {
            for (int number = 0; number < count; number++) _all.Add(start(number));
            foreach (StressProcess process in _all) Assert.Equal("ready", process.ReadLine());
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<StressProcess> All => _all;

    /// <summary>Says a line to each.</summary>
    public void WriteLine(string line)
    {
        foreach (StressProcess process in _all) process.WriteLine(line);
    }

    /// <summary>The next line of each.</summary>
    public string?[] ReadLines() => [.. _all.Select(process => process.ReadLine())];

    /// <summary>Waits for the good end of each.</summary>
    public void Complete()
    {
        foreach (StressProcess process in _all) process.Complete();
    }

    public void Dispose()
    {
        foreach (StressProcess process in _all) process.Dispose();
    }
}
