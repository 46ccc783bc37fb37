using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using EnterpriseSecurity.Core.Tests.Support;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Guards;

/// <summary>
/// A process without a umask makes a file of every kind, and strace sees each creation and each change of a mode: not
/// even for a moment may anybody else open what is the owner's.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class FilePermissionTests(ITestOutputHelper output) : IDisposable
{
    private const int Others = 0b000_111_111;
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(3);

    // What is for everybody to read on purpose. The test's own public list, breached, is not the product's.
    private static readonly string[] Public = ["store/certs/*.crt", "restored/certs/*.crt", "store/certs/*.csr", "pair.Pem", "public-*", "breached"];

    private readonly string _root = Directory.CreateTempSubdirectory("es-modes-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [TraceFact]
    public void Every_file_and_folder_is_its_owners_alone_from_the_moment_it_exists()
    {
        string work = Directory.CreateDirectory(Path.Combine(_root, "work"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        string[] events = Trace(work);

        List<string> wider = [];
        HashSet<string> made = [];
        foreach ((string path, int mode, string line) in events.SelectMany(ModesOf))
        {
            string name = Path.GetRelativePath(work, Path.GetFullPath(path, work));
            if (name.StartsWith("..", StringComparison.Ordinal)) continue;
            made.Add(name);
            if ((mode & Others) != 0 && !IsPublic(name)) wider.Add(line);
        }

        Assert.True(wider.Count == 0, string.Join('\n', wider));
        // What is left says the same, and that nothing was made in a way that this test does not see.
        string[] left = [.. Directory.EnumerateFileSystemEntries(work, "*", SearchOption.AllDirectories)];
        Assert.All(left.Where(path => !IsPublic(Path.GetRelativePath(work, path))), path => Assert.Equal(0, (int)File.GetUnixFileMode(path) & Others));
        Assert.True(made.Count >= left.Length / 2, $"{made.Count} were seen, {left.Length} are there.");
        output.WriteLine($"{events.Length} calls, {made.Count} files and folders made, {left.Length} left, {left.Count(path => IsPublic(Path.GetRelativePath(work, path)))} of them public; none wider than its owner at any time");
    }

    private string[] Trace(string work)
    {
        string log = Path.Combine(_root, "calls");
        // umask is the shell's, so that it holds from the start of the process.
        string command = $"umask 000; exec strace -f --seccomp-bpf -s 4096 -e trace=open,openat,creat,mkdir,mkdirat,chmod,fchmod,fchmodat -o '{log}' \"$DOTNET\" '{StressProcess.ProgramPath}' files '{work}'";
        ProcessStartInfo start = new("/bin/sh", ["-c", command]) { RedirectStandardError = true };
        start.Environment["DOTNET"] = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        start.Environment["ES_STRESS_KEY"] = Convert.ToBase64String(new byte[32]);
        start.Environment["TMPDIR"] = work;
        start.Environment.Remove("XDG_RUNTIME_DIR");
        // The runtime's own sockets and maps are not the product's.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(LongestRun), "The process did not end.");
        Assert.True(process.ExitCode == 0, errors.Result);
        return File.ReadAllLines(log);
    }

    private static IEnumerable<(string Path, int Mode, string Line)> ModesOf(string line)
    {
        if (line.Contains(" = -1 ", StringComparison.Ordinal)) yield break;
        // A mode by descriptor has no path in it; such a call may only narrow.
        if (Created().Match(line) is { Success: true } created) yield return (created.Groups["path"].Value, Octal(created.Groups["mode"].Value), line);
        else if (ByDescriptor().Match(line) is { Success: true } changed) yield return (".", Octal(changed.Groups["mode"].Value), line);
    }

    private static int Octal(string digits) => Convert.ToInt32(digits, 8);

    private static bool IsPublic(string name) => Public.Any(pattern => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, Temporary().Replace(name, ""), ignoreCase: false));

    [GeneratedRegex("""(?:openat\([^,]+, "(?<path>[^"]+)", [A-Z_|]*O_CREAT[A-Z_|]*|open\("(?<path>[^"]+)", [A-Z_|]*O_CREAT[A-Z_|]*|creat\("(?<path>[^"]+)"|mkdir\("(?<path>[^"]+)"|mkdirat\([^,]+, "(?<path>[^"]+)"|chmod\("(?<path>[^"]+)"|fchmodat\([^,]+, "(?<path>[^"]+)"), (?<mode>0[0-7]+)""")]
    private static partial Regex Created();

    [GeneratedRegex(@"fchmod\(\d+, (?<mode>0[0-7]+)\)")]
    private static partial Regex ByDescriptor();

    // What a file is called before it is renamed into place.
    [GeneratedRegex(@"(\.next)?(\.[0-9a-f]{32})?(\.tmp)?$")]
    private static partial Regex Temporary();
}
