using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;

namespace EnterpriseSecurity.Core.Tests.AccessControl;

public sealed class RoleManagementTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private AccessControlManager Access => _store.Manager.AccessControl;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_role_is_kept_as_it_was_defined()
    {
        Define("base", "x");
        RoleInfo made = Access.DefineRole(new RoleDefinition { Name = "Editor", Description = "edits", Permissions = ["write", "READ", "read"], Deny = ["docs:delete"], InheritsFrom = ["BASE"] });
        _store.Reopen();
        RoleInfo read = Access.GetRole("editor");
        Assert.Equal(("Editor", "edits"), (read.Name, read.Description));
        Assert.Equal(["read", "write"], read.Permissions);
        Assert.Equal(["docs:delete"], read.Deny);
        Assert.Equal(["base"], read.InheritsFrom);
        Assert.Equal(made.CreatedAt, read.CreatedAt);
        Assert.Equal(["base", "Editor"], Access.ListRoles().Select(role => role.Name));
        Assert.Equal(["Editor"], Access.ListRoles("e*").Select(role => role.Name));
    }

    [Fact]
    public void A_name_is_taken_once()
    {
        Define("editor", "read");
        Assert.Equal("RoleExists", Assert.Throws<AlreadyExistsException>(() => Define("EDITOR", "write")).ErrorId);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a\0")]
    public void A_name_that_is_none_is_refused(string name) => Assert.Throws<InvalidInputException>(() => Define(name, "read"));

    [Fact]
    public void A_definition_has_limits()
    {
        Assert.Throws<InvalidInputException>(() => Define("much", [.. Enumerable.Range(0, 1001).Select(i => $"p{i}")]));
        Assert.Throws<InvalidInputException>(() => Access.DefineRole(new RoleDefinition { Name = "a", InheritsFrom = [.. Enumerable.Range(0, 101).Select(i => $"r{i}")] }));
        Assert.Throws<InvalidInputException>(() => Access.DefineRole(new RoleDefinition { Name = "a", Description = new string('x', 1025) }));
        Assert.Throws<NotFoundException>(() => Access.DefineRole(new RoleDefinition { Name = "a", InheritsFrom = ["nowhere"] }));
        Assert.Empty(Access.ListRoles());
    }

    [Fact]
    public void A_role_is_changed_by_parts_or_as_a_whole()
    {
        Define("editor", "read", "write");
        Access.ChangeRole("editor", new RoleChanges { Description = "d", AddPermissions = ["Update"], RemovePermissions = ["write", "absent"], AddDeny = ["secret:*"] });
        RoleInfo changed = Access.GetRole("editor");
        Assert.Equal(["read", "update"], changed.Permissions);
        Assert.Equal(["secret:*"], changed.Deny);
        changed = Access.ChangeRole("editor", new RoleChanges { Description = "", Permissions = ["only"], RemoveDeny = ["secret:*"] });
        Assert.Equal(["only"], changed.Permissions);
        Assert.Empty(changed.Deny);
        Assert.Null(changed.Description);
        Assert.Contains(Entries(AuditAction.RoleChanged), entry => entry.Metadata["change"].Contains("+ permission update", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cycle_is_refused_and_named()
    {
        foreach (string name in new[] { "a", "b", "c" }) Define(name, "read");
        Access.SetHierarchy("a", ["b"]);
        Access.SetHierarchy("b", ["c"]);
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => Access.SetHierarchy("c", ["a"]));
        Assert.Equal("RoleCycle", error.ErrorId);
        Assert.Contains("c -> a -> b -> c", error.Message, StringComparison.Ordinal);
        Assert.Equal("RoleCycle", Assert.Throws<InvalidInputException>(() => Access.SetHierarchy("a", ["A"])).ErrorId);
        Assert.Empty(Access.GetRole("c").InheritsFrom);
        Assert.Contains(Entries(AuditAction.RoleChanged), entry => entry.Result == AuditResult.Failure && entry.Metadata["error"] == "RoleCycle");
    }

    [Fact]
    public void A_long_chain_and_a_wide_diamond_are_no_trouble()
    {
        Define("r0", "deep:read");
        for (int i = 1; i <= 300; i++) Access.DefineRole(new RoleDefinition { Name = $"r{i}", InheritsFrom = i == 1 ? ["r0"] : [$"r{i - 1}", $"r{i - 2}"] });
        Access.Grant(new RoleGrant { UserId = "u", Role = "r300" });
        Assert.True(Access.TestPermission("u", "deep:read"));
        Assert.Equal(151, Access.ExplainPermission("u", "deep:read").Path.Count);
        Assert.Throws<InvalidInputException>(() => Access.SetHierarchy("r0", ["r300"]));
    }

    [Fact]
    public void A_role_in_use_goes_only_by_force_and_its_grants_with_it()
    {
        Define("base", "read");
        Define("other", "write");
        Access.DefineRole(new RoleDefinition { Name = "heir", InheritsFrom = ["base", "other"] });
        Access.Grant(new RoleGrant { UserId = "bob", Role = "base" });
        Access.Grant(new RoleGrant { UserId = "eve", Role = "heir" });
        Assert.Equal("RoleInUse", Assert.Throws<InvalidStateException>(() => Access.RemoveRole("base")).ErrorId);
        Assert.True(Access.TestPermission("bob", "read"));
        Access.RemoveRole("base", force: true);
        Assert.False(Access.TestPermission("bob", "read"));
        Assert.False(Access.TestPermission("eve", "read"));
        Assert.True(Access.TestPermission("eve", "write"));
        Assert.Equal(["other"], Access.GetRole("heir").InheritsFrom);
        Assert.Single(Entries(AuditAction.RoleRevoked), entry => entry.Resource == "bob" && entry.Metadata["reason"] == "role deleted");
        Define("base", "read");
        Assert.False(Access.TestPermission("bob", "read"));
        Access.RemoveRole("base");
        Assert.Throws<NotFoundException>(() => Access.RemoveRole("base"));
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    private void Define(string name, params string[] permissions) => Access.DefineRole(new RoleDefinition { Name = name, Permissions = permissions });

    private List<AuditEntry> Entries(string action) => [.. _store.Manager.Audit.Read(new AuditFilter()).Where(entry => entry.Action == action)];
}
