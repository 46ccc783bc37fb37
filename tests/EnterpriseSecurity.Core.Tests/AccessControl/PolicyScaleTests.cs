using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Core.Tests.Support;

namespace EnterpriseSecurity.Core.Tests.AccessControl;

public sealed class PolicyScaleTests
{
    private const int Roles = 10_000;
    private const int Users = 20_000;
    private const int GrantsOfUser = 5;

    [Fact]
    public void Ten_thousand_roles_and_a_hundred_thousand_grants_answer_as_the_naive_policy()
    {
        using TemporaryStore store = new();
        Random random = new(11);
        List<RoleDefinition> roles = [.. Enumerable.Range(0, Roles).Select(number => Role(number, random))];
        string path = Path.Combine(store.Root, "roles.json");
        File.WriteAllText(path, RoleFile.Write(roles, RoleFileFormat.Json));
        Assert.Equal(Roles, store.Manager.AccessControl.Import(path).Count);
        List<RoleGrant> grants = [.. Enumerable.Range(0, Users * GrantsOfUser).Select(i => new RoleGrant { UserId = $"u{i / GrantsOfUser}", Role = $"r{random.Next(Roles / GrantsOfUser) * GrantsOfUser + (i % GrantsOfUser)}" })];
        store.Manager.AccessControl.GrantAll(grants);
        store.Reopen();

        AccessControlManager access = store.Manager.AccessControl;
        using EnterpriseSecurityManager other = store.Open();
        NaivePolicy naive = new(roles, []);
        ILookup<string, RoleGrant> byUser = grants.ToLookup(grant => grant.UserId);
        DateTimeOffset now = store.Clock.GetUtcNow();
        for (int i = 0; i < 1_000; i++)
        {
            string user = $"u{random.Next(Users)}";
            string permission = $"s{random.Next(50)}:a{random.Next(20)}";
            bool expected = (naive with { Grants = [.. byUser[user]] }).IsAllowed(user, permission, null, now);
            Assert.Equal(expected, access.TestPermission(user, permission));
        }

        Assert.False(access.TestPermission("u7", "late:one"));
        other.AccessControl.DefineRole(new RoleDefinition { Name = "late", Permissions = ["late:one"] });
        other.AccessControl.Grant(new RoleGrant { UserId = "u7", Role = "late" });
        Assert.True(access.TestPermission("u7", "late:one"));
        Assert.Equal("u7", Assert.Single(access.ListAssignments(new RoleAssignmentFilter { Permission = "late:one" })).UserId);
    }

    private static RoleDefinition Role(int number, Random random) => new()
    {
        Name = $"r{number}",
        Permissions = [.. Enumerable.Range(0, 3).Select(_ => random.Next(40) == 0 ? $"s{random.Next(50)}:*" : $"s{random.Next(50)}:a{random.Next(20)}")],
        Deny = random.Next(20) == 0 ? [$"s{random.Next(50)}:a{random.Next(20)}"] : [],
        // Ten generations of a thousand, so that a way up is at most nine steps and widens as it goes.
        InheritsFrom = number < 1_000 ? [] : [.. Enumerable.Range(0, random.Next(3)).Select(_ => $"r{((number / 1_000) - 1) * 1_000 + random.Next(1_000)}").Distinct()],
    };
}
