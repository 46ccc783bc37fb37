using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;

namespace EnterpriseSecurity.Core.Tests.AccessControl;

public sealed class GrantTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public GrantTests()
    {
        Access.DefineRole(new RoleDefinition { Name = "reader", Permissions = ["docs:read"] });
        Access.DefineRole(new RoleDefinition { Name = "editor", Permissions = ["docs:*"], InheritsFrom = ["reader"] });
        Access.DefineRole(new RoleDefinition { Name = "blocked", Deny = ["docs:delete", "docs:publish"] });
    }

    private AccessControlManager Access => _store.Manager.AccessControl;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_grant_counts_from_its_first_to_before_its_last_instant()
    {
        DateTimeOffset now = _store.Clock.GetUtcNow();
        Access.Grant(new RoleGrant { UserId = "temp", Role = "reader", NotBefore = now.AddHours(1), ExpiresAt = now.AddHours(2) });
        Assert.Equal(PermissionReason.NotYetValid, Access.ExplainPermission("temp", "docs:read").Reason);
        _store.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.False(Access.TestPermission("temp", "docs:read"));
        _store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(Access.TestPermission("temp", "docs:read"));
        Assert.Single(Access.ListAssignments(new RoleAssignmentFilter { Permission = "docs:read" }));
        _store.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.True(Access.TestPermission("temp", "docs:read"));
        _store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(Access.TestPermission("temp", "docs:read"));
        Assert.Equal(PermissionReason.Expired, Access.ExplainPermission("temp", "docs:read").Reason);
        Assert.Empty(Access.GetUserPermissions("temp"));
        Assert.Empty(Access.ListAssignments(new RoleAssignmentFilter { Permission = "docs:read" }));
        Assert.False(Assert.Single(Access.ListAssignments(new RoleAssignmentFilter { UserId = "temp" })).IsActive);
        Assert.Empty(Access.ListAssignments(new RoleAssignmentFilter { UserId = "temp", ActiveOnly = true }));
    }

    [Fact]
    public void Times_that_can_never_count_are_refused()
    {
        DateTimeOffset now = _store.Clock.GetUtcNow();
        Assert.Equal("RoleGrantTimesInvalid", Assert.Throws<InvalidInputException>(() => Access.Grant(new RoleGrant { UserId = "a", Role = "reader", ExpiresAt = now })).ErrorId);
        Assert.Throws<InvalidInputException>(() => Access.Grant(new RoleGrant { UserId = "a", Role = "reader", ExpiresIn = TimeSpan.Zero }));
        Assert.Throws<InvalidInputException>(() => Access.Grant(new RoleGrant { UserId = "a", Role = "reader", ExpiresIn = TimeSpan.MaxValue }));
        Assert.Equal(now.AddHours(3), Access.Grant(new RoleGrant { UserId = "a", Role = "reader", NotBefore = now.AddHours(1), ExpiresIn = TimeSpan.FromHours(2) }).ExpiresAt);
        Assert.Throws<InvalidInputException>(() => Access.Grant(new RoleGrant { UserId = "a", Role = "reader", NotBefore = now.AddDays(2), ExpiresAt = now.AddDays(1) }));
    }

    [Fact]
    public void A_grant_with_a_resource_is_for_that_one_only()
    {
        Access.Grant(new RoleGrant { UserId = "bob", Role = "editor", Resource = "Projects/alpha/*" });
        Assert.True(Access.TestPermission("bob", "docs:write", "projects/ALPHA/plan"));
        Assert.False(Access.TestPermission("bob", "docs:write", "projects/beta/plan"));
        Assert.False(Access.TestPermission("bob", "docs:write"));
        Assert.Equal(PermissionReason.OutOfScope, Access.ExplainPermission("bob", "docs:write").Reason);
        Assert.Throws<InvalidInputException>(() => Access.TestPermission("bob", "docs:write", "projects/alpha/../beta/plan"));
    }

    [Fact]
    public void A_denial_wins_at_any_depth_and_over_every_role()
    {
        Access.DefineRole(new RoleDefinition { Name = "deep", InheritsFrom = ["blocked"] });
        Access.DefineRole(new RoleDefinition { Name = "deeper", Permissions = ["docs:delete"], InheritsFrom = ["deep"] });
        Access.DefineRole(new RoleDefinition { Name = "all", Permissions = ["*"] });
        Access.Grant(new RoleGrant { UserId = "eve", Role = "all" });
        Access.Grant(new RoleGrant { UserId = "eve", Role = "deeper" });
        PermissionDecision decision = Access.ExplainPermission("eve", "docs:delete");
        Assert.Equal(PermissionReason.ExplicitDeny, decision.Reason);
        Assert.Equal("blocked", decision.Role);
        Assert.Equal(["deeper", "deep", "blocked"], decision.Path);
        Assert.Equal("docs:delete", decision.Rule);
        Assert.Equal("deeper", decision.Grant!.Role);
        Assert.True(Access.TestPermission("eve", "docs:write"));
        Assert.DoesNotContain(Access.GetUserPermissions("eve"), one => one.Permission == "docs:delete");
        Assert.Equal(["docs:delete", "docs:publish"], Access.GetUserPermissions("eve").Single(one => one.Permission == "*").Except);
    }

    [Fact]
    public void A_denial_with_a_resource_forbids_there_and_where_no_resource_is_named()
    {
        Access.Grant(new RoleGrant { UserId = "eve", Role = "editor" });
        Access.Grant(new RoleGrant { UserId = "eve", Role = "blocked", Resource = "prod/*" });
        Assert.False(Access.TestPermission("eve", "docs:delete", "prod/1"));
        Assert.True(Access.TestPermission("eve", "docs:delete", "test/1"));
        Assert.False(Access.TestPermission("eve", "docs:delete"));
        Assert.Equal(["docs:delete on prod/*", "docs:publish on prod/*"], Access.GetUserPermissions("eve").Single(one => one.Permission == "docs:*").Except);
        Assert.Equal(["docs:delete", "docs:publish"], Access.GetUserPermissions("eve", "prod/1").Single(one => one.Permission == "docs:*").Except);
        Assert.Empty(Access.GetUserPermissions("eve", "test/1").Single(one => one.Permission == "docs:*").Except);
    }

    [Fact]
    public void The_deciding_role_path_rule_and_grant_are_named()
    {
        Access.Grant(new RoleGrant { UserId = "Bob", Role = "editor" });
        PermissionDecision decision = Access.ExplainPermission("bob", "docs:read");
        Assert.Equal((PermissionReason.Granted, "editor", "docs:*"), (decision.Reason, decision.Role, decision.Rule));
        Assert.Equal("Bob", decision.Grant!.UserId);
        Access.ChangeRole("editor", new RoleChanges { Permissions = ["docs:write"] });
        decision = Access.ExplainPermission("bob", "docs:read");
        Assert.Equal(["editor", "reader"], decision.Path);
        Assert.Equal(PermissionReason.NotGranted, Access.ExplainPermission("bob", "docs:none").Reason);
        Assert.Equal(PermissionReason.NoRole, Access.ExplainPermission("stranger", "docs:read").Reason);
    }

    [Fact]
    public void Granting_again_changes_the_times_and_a_resource_makes_another_grant()
    {
        DateTimeOffset end = _store.Clock.GetUtcNow().AddDays(1);
        Access.Grant(new RoleGrant { UserId = "bob", Role = "reader", ExpiresAt = end });
        Access.Grant(new RoleGrant { UserId = "BOB", Role = "Reader" });
        Access.Grant(new RoleGrant { UserId = "bob", Role = "reader", Resource = "a/*" });
        Access.Grant(new RoleGrant { UserId = "bob", Role = "reader", Resource = "b" });
        Assert.Equal([null, "a/*", "b"], Access.ListAssignments(new RoleAssignmentFilter { UserId = "bob" }).Select(one => one.Resource));
        Assert.Null(Access.ListAssignments(new RoleAssignmentFilter { UserId = "bob" })[0].ExpiresAt);
        Assert.Single(Access.Revoke("bob", "reader", "A/*"));
        Assert.Equal(2, Access.Revoke("Bob", "READER").Count);
        Assert.Equal("RoleGrantNotFound", Assert.Throws<NotFoundException>(() => Access.Revoke("bob", "reader")).ErrorId);
        Assert.False(Access.TestPermission("bob", "docs:read"));
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void Users_whose_names_run_into_each_other_stay_apart()
    {
        Access.Grant(new RoleGrant { UserId = "a", Role = "reader" });
        Access.Grant(new RoleGrant { UserId = "a/reader", Role = "editor" });
        Access.Grant(new RoleGrant { UserId = "a%2Freader", Role = "blocked" });
        Assert.Equal(["reader"], Access.ListAssignments(new RoleAssignmentFilter { UserId = "a" }).Select(one => one.Role));
        Assert.Equal(["editor"], Access.ListAssignments(new RoleAssignmentFilter { UserId = "a/reader" }).Select(one => one.Role));
        Access.Revoke("a/reader", "editor");
        Assert.Equal(2, Access.ListAssignments().Count);
        Assert.Equal(["blocked"], Access.ListAssignments(new RoleAssignmentFilter { UserId = "A%2Freader" }).Select(one => one.Role));
    }

    [Fact]
    public void Who_can_names_users_and_the_way_and_leaves_out_the_denied()
    {
        Access.Grant(new RoleGrant { UserId = "amy", Role = "editor" });
        Access.Grant(new RoleGrant { UserId = "ben", Role = "reader" });
        Access.Grant(new RoleGrant { UserId = "cat", Role = "editor" });
        Access.Grant(new RoleGrant { UserId = "cat", Role = "blocked" });
        Access.Grant(new RoleGrant { UserId = "dan", Role = "editor", Resource = "x/*" });
        Assert.Equal(["amy"], WhoCan("docs:delete", null));
        Assert.Equal(["amy", "dan"], WhoCan("docs:delete", "x/1"));
        Assert.Equal(["amy", "ben", "cat"], WhoCan("docs:read", null));
        Assert.Empty(WhoCan("other", null));
    }

    [Fact]
    public void All_or_none_of_many_are_granted()
    {
        Assert.Throws<NotFoundException>(() => Access.GrantAll([new RoleGrant { UserId = "a", Role = "reader" }, new RoleGrant { UserId = "b", Role = "missing" }]));
        Assert.Empty(Access.ListAssignments());
        Assert.Equal(2, Access.GrantAll([new RoleGrant { UserId = "a", Role = "reader" }, new RoleGrant { UserId = "b", Role = "editor" }]).Count);
        Assert.Equal(2, _store.Manager.Audit.Read(new AuditFilter()).Count(entry => entry.Action == AuditAction.RoleAssigned && entry.Metadata.ContainsKey("role")));
    }

    private IEnumerable<string> WhoCan(string permission, string? resource) =>
        Access.ListAssignments(new RoleAssignmentFilter { Permission = permission, Resource = resource }).Select(one => one.UserId).Distinct();
}
