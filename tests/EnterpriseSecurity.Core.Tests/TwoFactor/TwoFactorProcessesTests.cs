using System.Globalization;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Core.Tests.TwoFactor;

/// <summary>One code, several processes that send it at the same moment.</summary>
[Trait("Category", "Reliability")]
public sealed class TwoFactorProcessesTests : IDisposable
{
    private const int Processes = 4;
    private const int Rounds = 15;
    private const string User = "alice";

    private readonly SharedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_code_is_accepted_from_one_process_only()
    {
        using EnterpriseSecurityManager manager = _store.Open();
        using OtpKey device = manager.TwoFactor.Enroll(User);
        OneTimePasswords codes = new();
        // Each round has a code of its own; together they rise, and all are within the widest window.
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string[] sent = [.. Enumerable.Range(-8, Rounds).Select(step => codes.GetCode(device, now.AddSeconds(30 * step)))];
        Race("totp", sent);
        Assert.Equal(Rounds, SharedStore.CountActions(manager)[EnterpriseSecurity.Audit.AuditAction.TotpVerified]);
        SharedStore.AssertValid(manager);
    }

    [Fact]
    public void A_backup_code_is_accepted_from_one_process_only()
    {
        using EnterpriseSecurityManager manager = _store.Open();
        manager.TwoFactor.Enroll(User).Dispose();
        Race("backup", [.. manager.TwoFactor.CreateBackupCodes(User, Rounds)]);
        Assert.Equal(0, manager.TwoFactor.Get(User).RemainingBackupCodes);
        SharedStore.AssertValid(manager);
    }

    private void Race(string kind, string[] codes)
    {
        using StressProcesses workers = new(Processes, _ => _store.Start("verify", kind, User));
        foreach (string code in codes)
        {
            workers.WriteLine(code);
            Assert.Equal(
                [nameof(OtpVerificationReason.Accepted), .. Enumerable.Repeat(nameof(OtpVerificationReason.Reused), Processes - 1)],
                workers.ReadLines().Order(StringComparer.Create(CultureInfo.InvariantCulture, ignoreCase: false)));
        }

        workers.WriteLine("");
        workers.Complete();
    }
}
