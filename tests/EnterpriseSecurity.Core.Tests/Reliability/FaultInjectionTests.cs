using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
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
    private const int ChosenWhenShort = 16;
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);
    private static readonly bool IsSoak = Environment.GetEnvironmentVariable("SECURITY_SOAK_ROUNDS") is not null;

    private readonly ITestOutputHelper _output;
    private readonly string _root = Directory.CreateTempSubdirectory("es-faults-").FullName;
    private readonly string _key = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
    private readonly string _variable = "ES_TEST_" + Guid.NewGuid().ToString("N");

    public FaultInjectionTests(ITestOutputHelper output)
    {
        _output = output;
        Environment.SetEnvironmentVariable(_variable, _key);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(_variable, null);
        Directory.Delete(_root, recursive: true);
    }

    [TraceFact]
    public void No_fault_at_any_write_sync_or_rename_loses_an_acknowledged_change_or_leaves_half_of_one()
    {
        string template = Path.Combine(_root, "template");
        using (KeyProtector protector = KeyProtector.FromEnvironmentVariable(_variable))
        using (EnterpriseSecurityManager manager = EnterpriseSecurityManager.Create(template, protector)) Prepare(manager);

        List<InjectedFault> faults = [];
        foreach (string calls in InjectedFault.AllCalls)
        {
            int count = CountCalls(template, calls);
            _output.WriteLine($"{calls}: {count} calls");
            Assert.True(count > 0, $"The changes make no {calls}.");
            foreach (string effect in new[] { "error=EIO", "error=ENOSPC", "signal=KILL" })
            {
                foreach (bool andAfter in effect == "signal=KILL" ? [false] : new[] { false, true })
                {
                    faults.AddRange(Enumerable.Range(1, count).Select(number => new InjectedFault(calls, effect, number, andAfter)));
                }
            }
        }

        int all = faults.Count;
        int seed = Random.Shared.Next();
        if (!IsSoak) faults = [.. new Random(seed).GetItems(faults.ToArray(), ChosenWhenShort)];
        Dictionary<string, int> verdicts = [];
        List<string> failures = [];
        foreach (InjectedFault fault in faults)
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

            verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
        }

        _output.WriteLine($"{faults.Count} of {all} faults (seed {seed}): {string.Join(", ", verdicts.OrderBy(one => one.Key).Select(one => $"{one.Value} {one.Key}"))}");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
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
        (_, string[] lines, string errors) = Trace(Copy(template), [$"trace={calls}"], log);
        Assert.True(lines.Length > 0 && lines.All(line => line.StartsWith("done ", StringComparison.Ordinal)), string.Join('\n', [.. lines, errors]));
        // Each thread counts its own calls; most are made by one.
        return File.ReadLines(log).Where(line => line.Contains('(', StringComparison.Ordinal)).CountBy(line => line.Split(' ')[0]).Max(thread => thread.Value);
    }

    private string Run(string template, InjectedFault fault)
    {
        string folder = Copy(template);
        (int exitCode, string[] lines, string errors) = Trace(folder, [$"trace={fault.Calls}", fault.Argument], "/dev/null");
        bool isKilled = exitCode is 137 or -9;
        Assert.True(isKilled || exitCode is 0 or 1, $"{fault}: exit code {exitCode}\n{string.Join('\n', lines)}\n{errors}");
        using (KeyProtector protector = KeyProtector.FromEnvironmentVariable(_variable))
        using (EnterpriseSecurityManager manager = EnterpriseSecurityManager.Open(Path.Combine(folder, "store"), protector))
        {
            try
            {
                SharedStore.AssertValid(manager);
                foreach (string line in lines.Where(line => line.StartsWith("done ", StringComparison.Ordinal))) AssertKept(manager, folder, line[5..]);
                AssertEntriesAgree(manager);
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

    private static void AssertKept(EnterpriseSecurityManager manager, string folder, string step)
    {
        bool isKept = step switch
        {
            "protect-a" => manager.Secrets.List(new SecretFilter { Name = "a" }).Count == 1,
            "update-a" => SharedStore.Reveal(manager, "a") == "2",
            "protect-b" => manager.Secrets.List().Concat(manager.Secrets.List(new SecretFilter { Deleted = true })).Any(secret => secret.Name == "b"),
            "remove-b" => manager.Secrets.List(new SecretFilter { Deleted = true }).Any(secret => secret.Name == "b"),
            "destroy-old" => manager.Secrets.List().All(secret => secret.Name != "old"),
            "ssh-create" => manager.SshKeys.Validate("k").IsValid,
            "ssh-rotate" => manager.SshKeys.Validate("old").IsValid,
            "certificate" => File.Exists(manager.Certificates.Get("c").CertificatePath) && File.Exists(manager.Certificates.Get("c").PrivateKeyPath),
            "api-key" => manager.ApiKeys.Count() == 1,
            "managed-key" => manager.ManagedKeys.Verify(ManagedKeyReference.ByName("m")).IsValid,
            "role" => manager.AccessControl.GetRole("r").Name == "r",
            "grant" => manager.AccessControl.ListAssignments().Count == 1,
            "enroll" => manager.TwoFactor.List().Count == 1,
            "protector" => manager.Store.GetProtectors().Count == 2,
            "export" => File.Exists(Path.Combine(folder, "export")),
            "backup" => File.Exists(Path.Combine(folder, "backup")) || Directory.Exists(Path.Combine(folder, "backup")),
            "store-key" or "flush" => true,
            _ => false,
        };
        Assert.True(isKept, $"'{step}' was acknowledged and is not there.");
    }

    // No change without its entry, and no entry without its change.
    private static void AssertEntriesAgree(EnterpriseSecurityManager manager)
    {
        Dictionary<string, int> entries = SharedStore.CountActions(manager);
        int Entries(string action) => entries.GetValueOrDefault(action);
        IReadOnlyList<SecretInfo> active = manager.Secrets.List(), removed = manager.Secrets.List(new SecretFilter { Deleted = true });
        Assert.Equal(active.Count + removed.Count + Entries(AuditAction.SecretDestroyed), Entries(AuditAction.SecretEncrypted));
        Assert.Equal(active.Concat(removed).Sum(secret => secret.Version - 1), Entries(AuditAction.SecretRotated));
        Assert.Equal(removed.Count, Entries(AuditAction.SecretDeleted));
        IReadOnlyList<SshKeyInfo> keys = manager.SshKeys.List();
        Assert.Equal(keys.Count, Entries(AuditAction.SshKeyGenerated));
        Assert.All(keys, key => Assert.True(manager.SshKeys.Validate(key.Name).IsValid, key.Name));
        Assert.Equal(manager.Certificates.List().Count, Entries(AuditAction.CertificateGenerated));
        Assert.Equal(manager.ApiKeys.Count(), Entries(AuditAction.ApiKeyGenerated));
        Assert.Equal(manager.ManagedKeys.List().Count, Entries(AuditAction.KeyCreated));
        Assert.Equal(manager.AccessControl.ListRoles().Count, Entries(AuditAction.RoleDefined));
        Assert.Equal(manager.AccessControl.ListAssignments().Count, Entries(AuditAction.RoleAssigned));
        Assert.Equal(manager.TwoFactor.List().Count, Entries(AuditAction.TotpSecretGenerated));
        Assert.Equal(manager.Store.GetProtectors().Count - 1, Entries(AuditAction.ProtectorAdded));
    }

    private string Copy(string template)
    {
        string folder = Path.Combine(_root, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using Process process = Process.Start("cp", ["-a", template, Path.Combine(folder, "store")]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return folder;
    }

    private (int ExitCode, string[] Lines, string Errors) Trace(string folder, string[] expressions, string log)
    {
        ProcessStartInfo start = new(
            "strace",
            ["-f", "--seccomp-bpf", "-qq", "-o", log, .. expressions.SelectMany(one => new[] { "-e", one }), Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", StressProcess.ProgramPath, "domains", Path.Combine(folder, "store"), folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ES_STRESS_KEY"] = _key;
        // One thread does the work, and what the runtime writes for itself is not to be counted.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredCompilation"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(LongestRun))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{string.Join(' ', expressions)}: the process hangs.\n{output.Result}");
        }

        return (process.ExitCode, [.. output.Result.Split('\n').SkipLast(1)], errors.Result);
    }
}
