using System.Globalization;
using System.Runtime.Versioning;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>
/// A disk that turns read-only in the middle of changes, as ext4 does after an error. <c>SECURITY_SOAK_ROUNDS</c> sets how
/// often; <c>SECURITY_SOAK_SEED</c> repeats a run's choices, though not its moments.
/// </summary>
[Trait("Category", "Reliability")]
[UnsupportedOSPlatform("windows")]
public sealed class AbortedDiskTests : IDisposable
{
    private const int RoundsWhenShort = 2;

    private readonly ITestOutputHelper _output;
    private readonly EnvironmentKey _key = new();

    public AbortedDiskTests(ITestOutputHelper output) => _output = output;

    public void Dispose() => _key.Dispose();

    [MountFact(onDisk: true)]
    public void A_disk_that_turns_read_only_refuses_by_name_and_keeps_every_acknowledged_change()
    {
        int rounds = Soak.Rounds ?? RoundsWhenShort, seed = Soak.Seed(_output);
        Random random = new(seed);
        List<string> refusals = [], openings = [];
        int acknowledged = 0, more = 0;
        for (int i = 0; i < rounds; i++)
        {
            using MountedDisk disk = new();
            string store = Path.Combine(disk.Path, "store");
            using (KeyProtector protector = _key.Protector())
            using (EnterpriseSecurityManager manager = EnterpriseSecurityManager.Create(store, protector))
            using (SecretValue value = SecretValue.FromText("first"))
            {
                manager.Secrets.Protect("shared", value);
            }

            List<string> lines = [];
            using (StressProcess worker = new(_key.Text, "load", store, "r0", random.Next().ToString(CultureInfo.InvariantCulture)))
            {
                for (int changes = random.Next(1, 60); changes > 0 && worker.ReadLine() is { } line; changes--) lines.Add(line);
                Task<string> rest = worker.ReadToEndAsync();
                Thread.Sleep(random.Next(20));
                // Not in the middle of a sync: of those that the disk's end meets ext4 itself says that some succeeded.
                worker.Suspend();
                disk.Abort();
                worker.Resume();
                refusals.Add(worker.Fail());
                lines.AddRange(rest.Result.Split('\n')[..^1]);
            }

            openings.Add(Assert.ThrowsAny<SecurityException>(() => Open(store)).ErrorId);
            disk.Remount();
            LoadLedger ledger = new();
            ledger.Add("r0", lines);
            using EnterpriseSecurityManager opened = Open(store);
            ledger.AssertKept(opened, $"seed {seed}, round {i}");
            using SecretValue after = SecretValue.FromText("x");
            opened.Secrets.Protect("afterwards", after);
            SharedStore.AssertValid(opened);
            acknowledged += ledger.Acknowledged;
            more += ledger.Unacknowledged;
        }

        _output.WriteLine(
            $"seed {seed}: {rounds} times read-only, {acknowledged} changes acknowledged, all kept, {more} more made and not acknowledged; " +
            $"refused: {Count(refusals)}; opened meanwhile: {Count(openings)}");
        // The domains that keep files name the file.
        Assert.All(refusals, id => Assert.Contains(id, new[] { "StoreReadOnly", "CertificateFileUnavailable", "SshKeyFileUnavailable" }));
        // ext4 answers some calls with EIO then, and not with EROFS.
        Assert.All(openings, id => Assert.Contains(id, new[] { "StoreReadOnly", "StoreUnavailable" }));
    }

    private static string Count(IEnumerable<string> ids) => string.Join(", ", ids.CountBy(id => id).Select(pair => $"{pair.Value} {pair.Key}"));

    private EnterpriseSecurityManager Open(string store)
    {
        using KeyProtector protector = _key.Protector();
        return EnterpriseSecurityManager.Open(store, protector);
    }
}
