using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Core.Tests.Support;

namespace EnterpriseSecurity.Core.Tests.AccessControl;

public sealed class RequirementSampleTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private AccessControlManager Access => _store.Manager.AccessControl;

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("alice", "delete", true)]
    [InlineData("alice", "read", true)]
    [InlineData("bob", "write", true)]
    [InlineData("bob", "update", true)]
    [InlineData("bob", "delete", false)]
    [InlineData("charlie", "read", true)]
    [InlineData("charlie", "write", false)]
    [InlineData("nobody", "read", false)]
    public void The_manager_s_sample_gives_its_answers(string user, string permission, bool expected)
    {
        DefineEditors();
        Assert.Equal(expected, Access.TestPermission(user, permission));
        Assert.Equal(expected, Access.TestPermission(user, permission, "document_123"));
        PermissionDecision decision = Access.ExplainPermission(user, permission);
        Assert.Equal(expected, decision.IsAllowed);
        Assert.Equal(expected, decision.IsValid);
    }

    [Fact]
    public void The_editor_has_the_permissions_of_the_sample()
    {
        DefineEditors();
        Assert.Equal(["read", "update", "write"], Access.GetUserPermissions("bob").Select(one => one.Permission));
    }

    [Fact]
    public void The_hierarchy_of_the_sample_adds_what_is_inherited()
    {
        Access.DefineRole(new RoleDefinition { Name = "super_admin", Permissions = ["admin_panel"] });
        Access.DefineRole(new RoleDefinition { Name = "admin", Permissions = ["user_management"] });
        Access.SetHierarchy("super_admin", ["admin"]);
        Access.Grant(new RoleGrant { UserId = "root", Role = "super_admin" });
        Assert.Equal(["admin_panel", "user_management"], Access.GetUserPermissions("root").Select(one => one.Permission));
    }

    [Fact]
    public void A_role_that_does_not_exist_is_not_assigned() =>
        Assert.Equal("RoleNotFound", Assert.Throws<NotFoundException>(() => Access.Grant(new RoleGrant { UserId = "user123", Role = "editor" })).ErrorId);

    [Theory]
    [InlineData("admin", "read", true)]
    [InlineData("admin", "write", true)]
    [InlineData("admin", "delete", true)]
    [InlineData("admin", "configure", true)]
    [InlineData("admin", "other", false)]
    [InlineData("operator", "read", true)]
    [InlineData("operator", "write", true)]
    [InlineData("operator", "delete", false)]
    [InlineData("operator", "configure", false)]
    [InlineData("viewer", "read", true)]
    [InlineData("viewer", "write", false)]
    [InlineData("viewer", "delete", false)]
    [InlineData("stranger", "read", false)]
    public void The_guide_s_roles_give_its_answers(string role, string action, bool expected)
    {
        Access.DefineRole(new RoleDefinition { Name = "admin", Permissions = ["read", "write", "delete", "configure"] });
        Access.DefineRole(new RoleDefinition { Name = "operator", Permissions = ["read", "write"] });
        Access.DefineRole(new RoleDefinition { Name = "viewer", Permissions = ["read"] });
        Assert.Equal(expected, Access.TestRole(role, action).IsAllowed);
        if (role == "stranger") return;
        Access.Grant(new RoleGrant { UserId = "someone", Role = role });
        Assert.Equal(expected, Access.TestPermission("someone", action));
    }

    private void DefineEditors()
    {
        Access.DefineRole(new RoleDefinition { Name = "admin", Permissions = ["*"] });
        Access.DefineRole(new RoleDefinition { Name = "editor", Permissions = ["read", "write", "update"] });
        Access.DefineRole(new RoleDefinition { Name = "contributor", Permissions = ["read", "write"] });
        Access.DefineRole(new RoleDefinition { Name = "viewer", Permissions = ["read"] });
        Access.SetHierarchy("editor", ["contributor"]);
        Access.Grant(new RoleGrant { UserId = "alice", Role = "admin" });
        Access.Grant(new RoleGrant { UserId = "bob", Role = "editor" });
        Access.Grant(new RoleGrant { UserId = "charlie", Role = "viewer" });
    }
}
