using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Core.Tests.TwoFactor;

/// <summary>A store and the device of a user who enrolled in it.</summary>
internal sealed class TwoFactorStore : IDisposable
{
    public const string User = "alice";

    public TemporaryStore Store { get; } = new();

    public TwoFactorManager Manager => Store.Manager.TwoFactor;

    public ManualClock Clock => Store.Clock;

    /// <summary>The user's key, as the device keeps it.</summary>
    public OtpKey Device { get; private set; } = null!;

    public void Enroll(OtpParameters? parameters = null, string user = User)
    {
        Device?.Dispose();
        Device = Manager.Enroll(user, new OtpEnrollmentOptions { Issuer = "Shop", Parameters = parameters ?? OtpParameters.Default });
    }

    /// <summary>Enrols, lets the first code come back, and waits for the next period.</summary>
    public void EnrollActive()
    {
        Enroll();
        Assert.True(Manager.Verify(User, Code()).Confirmed);
        Clock.Advance(TimeSpan.FromSeconds(30));
    }

    /// <summary>The code that the device shows so many seconds from now, or for a counter.</summary>
    public string Code(int seconds = 0, long counter = 0)
    {
        using OtpKey key = new(SecretBuffer.CopyOf(Device.Secret.Span), Device.Parameters, counter: counter);
        return new OneTimePasswords(Clock).GetCode(key, Clock.GetUtcNow().AddSeconds(seconds));
    }

    /// <summary>A code that no period around now has.</summary>
    public string WrongCode()
    {
        HashSet<string> right = [.. Enumerable.Range(-11, 23).Select(step => Code(step * 30))];
        return Enumerable.Range(0, 1000).Select(number => $"{number:D6}").First(code => !right.Contains(code));
    }

    /// <summary>What the trail says of checks, in order: result and reason.</summary>
    public IReadOnlyList<(string Result, string Reason)> Checks(string resource = User) =>
    [
        .. Store.Manager.Audit.Read(new AuditFilter())
            .Where(entry => entry.Action is AuditAction.TotpVerified or AuditAction.BackupCodeVerified && entry.Resource == resource)
            .Select(entry => (entry.Result, entry.Metadata.GetValueOrDefault("reason", ""))),
    ];

    public void Dispose()
    {
        Device?.Dispose();
        Store.Dispose();
    }
}
