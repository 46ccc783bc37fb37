using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.Storage;

/// <summary>A change happens at one time, however long it takes: what lasts an hour ends an hour after it was made, and not a moment beside it.</summary>
public sealed class OneTimeOfAChangeTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Each_look_at_the_clock_within_a_change_shows_the_same_time()
    {
        using KeyProtector protector = _store.Protector();
        using EnterpriseSecurityManager manager = EnterpriseSecurityManager.Open(_store.Path, protector, new RunningClock());
        using SecretValue value = SecretValue.FromText("x");

        SecretInfo secret = manager.Secrets.Protect("a", value, new SecretOptions { ExpiresIn = Hour });
        Assert.Equal(Hour, secret.ExpiresAt - secret.CreatedAt);
        secret = manager.Secrets.Update(SecretReference.ByName("a"), value, new SecretOptions { ExpiresIn = Hour });
        Assert.Equal(Hour, secret.ExpiresAt - secret.RotatedAt);
        secret = manager.Secrets.Put("b", value, new SecretOptions { ExpiresIn = Hour });
        Assert.Equal(Hour, secret.ExpiresAt - secret.CreatedAt);

        ApiKeyInfo key = manager.ApiKeys.Create(new ApiKeyOptions { Name = "a", Scopes = ["read"], ExpiresIn = Hour }).Info;
        Assert.Equal(Hour, key.ExpiresAt - key.CreatedAt);
        ManagedKeyInfo managed = manager.ManagedKeys.Create("a", ManagedKeyType.Hmac, new ManagedKeyOptions { ExpiresIn = Hour });
        Assert.Equal(Hour, managed.ExpiresAt - managed.CreatedAt);

        manager.AccessControl.DefineRole(new RoleDefinition { Name = "reader", Permissions = ["read"] });
        RoleAssignment grant = manager.AccessControl.Grant(new RoleGrant { UserId = "ada", Role = "reader", ExpiresIn = Hour });
        Assert.Equal(Hour, grant.ExpiresAt - grant.GrantedAt);

        RotationPolicy policy = manager.Rotation.CreatePolicy(new RotationPolicy { Name = "a", Kind = RotationKind.Secret, Interval = TimeSpan.FromDays(1), Target = "a" });
        Assert.Equal(policy.CreatedAt, policy.UpdatedAt);
    }

    // A millisecond has passed at every look.
    private sealed class RunningClock : TimeProvider
    {
        private long _looks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(60).AddMilliseconds(Interlocked.Increment(ref _looks));
    }
}
