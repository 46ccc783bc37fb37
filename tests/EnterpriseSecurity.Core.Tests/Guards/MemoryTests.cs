using EnterpriseSecurity.Core.Tests.Support;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Guards;

/// <summary>
/// A process uses a secret of each kind, lets go of it, and searches its own memory: what a core dump or a swap file of it
/// would hold.
/// </summary>
public sealed class MemoryTests(ITestOutputHelper output) : IDisposable
{
    // What shows that the search finds what is there.
    private static readonly string[] Kept = ["a copy that is kept", "a text that is kept"];

    // What may be left, and by whom: the library that estimates the strength of a password makes strings of every part of it.
    private static readonly string[] MayBeLeft = ["password policy"];

    private const int Uses = 30;

    // The uses are shared by as many processes.
    private const int Processes = 2;

    private readonly string _root = Directory.CreateTempSubdirectory("es-memory-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [LinuxFact]
    public async Task Nothing_is_left_of_a_secret_that_was_let_go()
    {
        string[][] found = await Task.WhenAll(Enumerable.Range(0, Processes).Select(UseAndSearchAsync));
        string[] lines = [.. found.SelectMany(lines => lines)];
        foreach (string line in lines) output.WriteLine(line);

        Assert.All(found, one => Assert.All(Kept, name => Assert.Contains(one, line => line.StartsWith($"left {name}: ", StringComparison.Ordinal))));
        string[] left = [.. lines.Where(line => line.StartsWith("left ", StringComparison.Ordinal) && !Kept.Concat(MayBeLeft).Any(name => line.StartsWith($"left {name}:", StringComparison.Ordinal)))];
        Assert.True(left.Length == 0, string.Join('\n', left));
        Assert.Equal(Uses + (Processes * Kept.Length), lines.Length);
    }

    private async Task<string[]> UseAndSearchAsync(int part)
    {
        using StressProcess process = new("unused", "memory", _root, $"{part}", $"{Processes}");
        string[] lines = (await process.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.Complete();
        return lines;
    }
}
