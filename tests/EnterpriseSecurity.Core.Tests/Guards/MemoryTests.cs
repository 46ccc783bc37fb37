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

    // What may be left, and by whom: the strength of a password is estimated by a library that takes a string; and Argon2
    // begins and ends with BLAKE2b, whose library works on words in arrays of its own.
    private static readonly string[] MayBeLeft = ["password policy", "passphrase of a store", "password, Argon2id", "password history"];

    private readonly string _root = Directory.CreateTempSubdirectory("es-memory-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [LinuxFact]
    public async Task Nothing_is_left_of_a_secret_that_was_let_go()
    {
        using StressProcess process = new("unused", "memory", _root);
        string[] lines = (await process.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.Complete();
        foreach (string line in lines) output.WriteLine(line);

        Assert.All(Kept, name => Assert.Contains(lines, line => line.StartsWith($"left {name}: ", StringComparison.Ordinal)));
        string[] left = [.. lines.Where(line => line.StartsWith("left ", StringComparison.Ordinal) && !Kept.Concat(MayBeLeft).Any(name => line.StartsWith($"left {name}:", StringComparison.Ordinal)))];
        Assert.True(left.Length == 0, string.Join('\n', left));
        Assert.True(lines.Count(line => line.StartsWith("clean ", StringComparison.Ordinal)) > 20);
    }
}
