using System.Diagnostics;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Benchmarks.Support;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>Permission checks a second on one thread, warm, and what reading the whole policy and seeing another's change take.</summary>
internal static class AccessControlRates
{
    private const int Checks = 500_000;

    public static void Run()
    {
        using BenchStore store = new(0);
        AccessControlManager access = store.Manager.AccessControl;
        Print("10,000 roles and 100,000 grants written", () => AccessPolicy.Fill(access));
        Print("first check: the whole policy read", () => access.TestPermission("user1", AccessPolicy.Permissions[0]));
        for (int round = 0; round < 3; round++)
        {
            double seconds = Time(() =>
            {
                for (int i = 0; i < Checks; i++) access.TestPermission(AccessPolicy.UserOf(i * 7919 % AccessPolicy.Users), AccessPolicy.Permissions[i % AccessPolicy.Permissions.Count]);
            });
            Console.WriteLine($"    {"checks, any user, any permission",-44} {Checks / seconds,12:N0} a second");
        }

        using EnterpriseSecurityManager other = store.OpenOther();
        other.AccessControl.Grant(new RoleGrant { UserId = "user1", Role = AccessPolicy.RoleOf(1) });
        Print("a check after another's change", () => access.TestPermission("user1", AccessPolicy.Permissions[0]));
        other.AccessControl.Grant(new RoleGrant { UserId = "user2", Role = AccessPolicy.RoleOf(1) });
        Print("a check after another's next change", () => access.TestPermission("user2", AccessPolicy.Permissions[0]));
    }

    private static void Print(string name, Action work) => Console.WriteLine($"    {name,-44} {Time(work) * 1000,12:N1} ms");

    private static double Time(Action work)
    {
        long started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
