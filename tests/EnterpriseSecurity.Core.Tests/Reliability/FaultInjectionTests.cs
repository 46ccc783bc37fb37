using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.Versioning;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>
/// A process makes a change of every kind while its writes, syncs, renames, truncations and deletions fail: the N-th, for
/// every N, once or from then on, with an error or with its death. SECURITY_SOAK_ROUNDS asks for all of them; without it
/// some are chosen, by a seed that is printed.
/// </summary>
[Trait("Category", "Reliability")]
[UnsupportedOSPlatform("windows")]
public sealed class FaultInjectionTests : IDisposable
{
    private const int ChosenWhenShort = 3;
    private const int AtOnce = 3;
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);

    private readonly ITestOutputHelper _output;
    private readonly string _root = Directory.CreateTempSubdirectory("es-faults-").FullName;
    private readonly EnvironmentKey _key = new();

    public FaultInjectionTests(ITestOutputHelper output) => _output = output;

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [TraceTheory]
    [InlineData("write")]
    [InlineData("pwrite64")]
    [InlineData("fsync,fdatasync")]
    [InlineData("rename,renameat,renameat2,link,linkat")]
    [InlineData("ftruncate")]
    [InlineData("unlink,unlinkat")]
    public void No_failing_call_loses_an_acknowledged_change_or_leaves_half_of_one(string calls)
    {
        string template = Path.Combine(_root, "template");
        using (KeyProtector protector = _key.Protector())
        using (EnterpriseSecurityManager manager = EnterpriseSecurityManager.Create(template, protector)) Prepare(manager);

        int count = CountCalls(template, calls);
        Assert.True(count > 0, $"The changes make no {calls}.");
        InjectedFault[] all = [.. InjectedFault.All(calls, count)];
        int seed = Soak.Seed(_output);
        InjectedFault[] faults = Soak.IsAsked ? all : new Random(seed).GetItems(all, ChosenWhenShort);
        ConcurrentBag<(string Effect, string Verdict)> verdicts = [];
        ConcurrentBag<string> failures = [];
        Parallel.ForEach(faults, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, fault =>
        {
            string verdict;
            try
            {
                verdict = Run(template, fault);
            }
            catch (Xunit.Sdk.XunitException failure)
            {
                // All of them are told, not the first alone.
                failures.Add(failure.Message);
                verdict = "FAILED";
            }

            verdicts.Add((fault.Effect, verdict));
        });

        _output.WriteLine($"{calls}: {count} calls; {faults.Length} of {all.Length} faults (seed {seed})");
        foreach (IGrouping<string, (string Effect, string Verdict)> effect in verdicts.GroupBy(one => one.Effect).OrderBy(one => one.Key))
        {
            _output.WriteLine($"  {effect.Key}: {string.Join(", ", effect.CountBy(one => one.Verdict).OrderBy(one => one.Key).Select(one => $"{one.Value} {one.Key}"))}");
        }

        Assert.True(failures.IsEmpty, string.Join("\n\n", failures));
        // A thread of its own makes some calls, sooner or later, so not each number comes up each time. Most do.
        int deaths = faults.Count(fault => fault.Effect == InjectedFault.Death);
        Assert.True(!Soak.IsAsked || verdicts.Count(one => one.Verdict == "killed") > deaths / 2, "Most processes that should have died did not.");
    }

    // What the steps replace and take away.
    private static void Prepare(EnterpriseSecurityManager manager)
    {
        using SecretValue value = SecretValue.FromText("old");
        manager.Secrets.Protect("old", value);
        manager.SshKeys.Create("old");
        manager.AccessControl.DefineRole(new RoleDefinition { Name = "old", Permissions = ["docs:read"] });
    }

    private int CountCalls(string template, string calls)
    {
        string log = Path.Combine(_root, "calls");
        string folder = Copy(template);
        (_, string[] lines, string errors) = Trace(folder, new InjectedFault(calls, "", 0, false).Count(StoreOf(folder)), log);
        Assert.True(lines.Length > 0 && lines.All(line => line.StartsWith("done ", StringComparison.Ordinal)), string.Join('\n', [.. lines, errors]));
        // Each thread counts its own calls; most are made by one.
        return File.ReadLines(log).Where(line => line.Contains('(', StringComparison.Ordinal)).CountBy(line => line.Split(' ')[0]).Max(thread => thread.Value);
    }

    private string Run(string template, InjectedFault fault)
    {
        string folder = Copy(template);
        (int exitCode, string[] lines, string errors) = Trace(folder, fault.Inject(StoreOf(folder)), "/dev/null");
        bool isKilled = exitCode is 137 or -9;
        Assert.True(isKilled || exitCode is 0 or 1, $"{fault}: exit code {exitCode}\n{string.Join('\n', lines)}\n{errors}");
        using (KeyProtector protector = _key.Protector())
        using (EnterpriseSecurityManager manager = Open(folder, fault, protector))
        {
            try
            {
                SharedStore.AssertValid(manager);
                foreach (string line in lines.Where(line => line.StartsWith("done ", StringComparison.Ordinal))) DomainSteps.AssertKept(manager, folder, line[5..]);
                DomainSteps.AssertEntriesAgree(manager);
                // And it goes on working.
                using SecretValue value = SecretValue.FromText("x");
                manager.Secrets.Protect("afterwards", value);
            }
            catch (Exception error) when (error is SecurityException or Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{fault}: {error.Message}\n{string.Join('\n', lines)}\n{errors}\n{error.StackTrace}");
            }
        }

        Directory.Delete(folder, recursive: true);
        return isKilled ? "killed" : exitCode == 1 ? "not opened" : lines.Any(line => line.StartsWith("refused", StringComparison.Ordinal)) ? "refused" : "not noticed";
    }

    private static EnterpriseSecurityManager Open(string folder, InjectedFault fault, KeyProtector protector)
    {
        try
        {
            return EnterpriseSecurityManager.Open(StoreOf(folder), protector);
        }
        catch (SecurityException error)
        {
            throw new Xunit.Sdk.XunitException($"{fault}: the store does not open: {error}");
        }
    }

    private static string StoreOf(string folder) => Path.Combine(folder, "store");

    private string Copy(string template)
    {
        string folder = Path.Combine(_root, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using Process process = Process.Start("cp", ["-a", template, StoreOf(folder)]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return folder;
    }

    private (int ExitCode, string[] Lines, string Errors) Trace(string folder, string[] arguments, string log)
    {
        ProcessStartInfo start = new(
            "strace",
            ["-f", "-qq", "-o", log, .. arguments, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", StressProcess.ProgramPath, "domains", StoreOf(folder), folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ES_STRESS_KEY"] = _key.Text;
        // One thread does the work, and what the runtime writes for itself is not to be counted.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(LongestRun))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{string.Join(' ', arguments)}: the process hangs.\n{output.Result}");
        }

        return (process.ExitCode, [.. output.Result.Split('\n').SkipLast(1)], errors.Result);
    }
}
