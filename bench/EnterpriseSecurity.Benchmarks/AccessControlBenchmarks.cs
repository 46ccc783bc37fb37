using BenchmarkDotNet.Attributes;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Benchmarks.Support;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>Checks against 10,000 roles in ten generations and 100,000 grants, each check counted for the audit trail.</summary>
public class AccessControlBenchmarks
{
    private BenchStore? _store;
    private AccessControlManager _access = null!;
    private EnterpriseSecurityManager? _other;
    private int _next;

    [GlobalSetup]
    public void SetUp()
    {
        _store = new BenchStore(0);
        _access = _store.Manager.AccessControl;
        AccessPolicy.Fill(_access);
        _other = _store.OpenOther();
        foreach (string permission in AccessPolicy.Permissions) _access.TestPermission("warm", permission);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _other?.Dispose();
        _store?.Dispose();
    }

    [Benchmark(Description = "Test-Permission, any user, any permission")]
    public bool Test()
    {
        _next = (_next + 7919) % AccessPolicy.Users;
        return _access.TestPermission(AccessPolicy.UserOf(_next), AccessPolicy.Permissions[_next % AccessPolicy.Permissions.Count], "projects/alpha");
    }

    [Benchmark(Description = "the same, with the deciding role and path")]
    public bool Explain()
    {
        _next = (_next + 7919) % AccessPolicy.Users;
        return _access.ExplainPermission(AccessPolicy.UserOf(_next), AccessPolicy.Permissions[_next % AccessPolicy.Permissions.Count]).IsAllowed;
    }

    [Benchmark(Description = "a grant by another, and the check that sees it")]
    public bool SeeChange()
    {
        _other!.AccessControl.Grant(new RoleGrant { UserId = AccessPolicy.UserOf(_next), Role = AccessPolicy.RoleOf(1) });
        return _access.TestPermission(AccessPolicy.UserOf(_next), AccessPolicy.Permissions[0]);
    }
}
