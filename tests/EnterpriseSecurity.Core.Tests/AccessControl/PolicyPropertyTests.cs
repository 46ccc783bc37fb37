using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Core.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace EnterpriseSecurity.Core.Tests.AccessControl;

/// <summary>Random role graphs, grants and questions, answered by the store and by <see cref="NaivePolicy"/>.</summary>
public sealed class PolicyPropertyTests
{
    private static readonly DateTimeOffset Now = new ManualClock().GetUtcNow();
    private static readonly string[] Users = ["u0", "u1", "u2"];
    private static readonly string[] Resources = ["x", "x/y", "x/y/z", "y"];
    private static readonly string?[] Limits = [null, null, "x", "x/*", "*y", "*/y*"];

    private static Gen<string> Rule => Parts(Gen.Elements("a", "b", "c", "*"));

    [Fact]
    public void The_compiled_policy_answers_as_the_naive_one() =>
        Prop.ForAll(Arb.From(Policy(12, 14)), Agree).Check(Config.QuickThrowOnFailure.WithMaxTest(1_500));

    [Fact]
    public void A_store_answers_as_the_naive_policy_after_every_change()
    {
        foreach (NaivePolicy policy in Gen.Sample(Policy(8, 10), 8, 6))
        {
            using TemporaryStore store = new();
            using EnterpriseSecurityManager other = store.Open();
            AccessControlManager[] both = [store.Manager.AccessControl, other.AccessControl];
            List<RoleDefinition> roles = [];
            foreach (RoleDefinition role in policy.Roles)
            {
                both[roles.Count % 2].DefineRole(role);
                roles.Add(role);
            }

            List<RoleGrant> grants = [];
            foreach (RoleGrant grant in policy.Grants.Where(grant => grant.ExpiresAt is null || grant.ExpiresAt > Now))
            {
                both[grants.Count % 2].Grant(grant);
                grants.RemoveAll(one => (one.UserId, one.Role, one.Resource) == (grant.UserId, grant.Role, grant.Resource));
                grants.Add(grant);
                AssertAgree(new NaivePolicy(roles, grants), both[0], both[1]);
            }

            // Taking denials and parents away again, in the one and the other.
            for (int i = 0; i < roles.Count; i++)
            {
                both[i % 2].ChangeRole(roles[i].Name, new RoleChanges { Deny = [] });
                both[(i + 1) % 2].SetHierarchy(roles[i].Name, []);
                roles[i] = roles[i] with { Deny = [], InheritsFrom = [] };
                AssertAgree(new NaivePolicy(roles, grants), both[0], both[1]);
            }

            Assert.True(store.Manager.Store.Verify().IsValid);
        }
    }

    private static void AssertAgree(NaivePolicy policy, params AccessControlManager[] managers)
    {
        foreach ((string user, string permission, string? resource) in Questions())
        {
            bool expected = policy.IsAllowed(user, permission, resource, Now);
            foreach (AccessControlManager manager in managers) Assert.Equal(expected, manager.TestPermission(user, permission, resource));
            PermissionDecision decision = managers[0].ExplainPermission(user, permission, resource);
            Assert.Equal(expected, decision.IsAllowed);
        }

        foreach (string permission in new[] { "a", "b:c" })
        {
            IEnumerable<string> who = managers[0].ListAssignments(new RoleAssignmentFilter { Permission = permission, Resource = "x/y" }).Select(one => one.UserId).Distinct();
            Assert.Equal(Users.Where(user => policy.IsAllowed(user, permission, "x/y", Now)), who.Order(StringComparer.Ordinal));
        }
    }

    private static bool Agree(NaivePolicy policy)
    {
        RoleGraph graph = RoleGraph.Of(policy.Roles.Select(role => RoleRules.Check(role, Now)));
        Dictionary<string, Grant[]> grants = policy.Grants
            .Select(grant => new Grant
            {
                Id = "",
                UserId = grant.UserId,
                UserKey = grant.UserId,
                RoleId = grant.Role,
                ResourceKey = ResourcePattern.Pattern(grant.Resource),
                NotBefore = grant.NotBefore?.ToUnixTimeMilliseconds() ?? long.MinValue,
                ExpiresAt = grant.ExpiresAt?.ToUnixTimeMilliseconds() ?? long.MaxValue,
                Role = graph.NumberOf(grant.Role)!.Value,
            })
            .GroupBy(grant => grant.UserKey).ToDictionary(group => group.Key, group => group.ToArray());
        PolicyIndex index = new(PolicyState.Empty, graph, grants);
        long now = Now.ToUnixTimeMilliseconds();
        return Questions().All(question =>
        {
            bool expected = policy.IsAllowed(question.User, question.Permission, question.Resource, Now);
            (PermissionReason reason, Grant? grant) = index.Explain(question.User, question.Permission, question.Resource, now);
            bool isNamed = reason is not (PermissionReason.Granted or PermissionReason.ExplicitDeny)
                || PermissionName.Covers(graph.Explain(grant!.Role, question.Permission, reason == PermissionReason.ExplicitDeny)!.Value.Rule, question.Permission);
            return isNamed && index.IsAllowed(question.User, question.Permission, question.Resource, now) == expected && reason == PermissionReason.Granted == expected;
        });
    }

    private static IEnumerable<(string User, string Permission, string? Resource)> Questions() =>
        from user in Users
        from permission in new[] { "a", "b", "a:a", "a:b", "b:c", "c:a", "a:b:c", "c:c:c" }
        from resource in Resources.Append(null)
        select (user, permission, resource);

    private static Gen<NaivePolicy> Policy(int roles, int grants) =>
        from definitions in Gen.CollectToArray(Enumerable.Range(0, roles), Role)
        from given in Gen.ArrayOf(GrantOf(roles), grants)
        select new NaivePolicy(definitions, given);

    // A role inherits from earlier ones only, so there is no cycle; shapes are chains, diamonds and forests alike.
    private static Gen<RoleDefinition> Role(int number) =>
        from permissions in Several(Rule, 0, 3)
        from denials in Gen.Frequency((3, Several(Rule, 0, 0)), (1, Several(Rule, 1, 1)))
        from parents in Several(Gen.Choose(0, Math.Max(0, number - 1)), 0, Math.Min(number, 2))
        select new RoleDefinition
        {
            Name = $"r{number}",
            Permissions = [.. permissions],
            Deny = denials,
            InheritsFrom = [.. parents.Distinct().Select(parent => $"r{parent}")],
        };

    private static Gen<RoleGrant> GrantOf(int roles) =>
        from user in Gen.Elements(Users)
        from role in Gen.Choose(0, roles - 1)
        from limit in Gen.Elements(Limits)
        from begin in Gen.Frequency((4, Gen.Constant<DateTimeOffset?>(null)), (1, Gen.Elements<DateTimeOffset?>(Now, Now.AddSeconds(1))))
        from end in Gen.Frequency((4, Gen.Constant<DateTimeOffset?>(null)), (1, Gen.Elements<DateTimeOffset?>(Now, Now.AddDays(1))))
        select new RoleGrant { UserId = user, Role = $"r{role}", Resource = limit, NotBefore = begin, ExpiresAt = end };

    private static Gen<string> Parts(Gen<string> part) => Several(part, 1, 3).Select(parts => string.Join(':', parts));

    private static Gen<T[]> Several<T>(Gen<T> one, int least, int most) =>
        from count in Gen.Choose(least, most)
        from items in Gen.ArrayOf(one, count)
        select items;
}
