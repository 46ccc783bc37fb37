using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;

namespace EnterpriseSecurity.Core.Tests.AccessControl;

public sealed class PolicyProtectionTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public PolicyProtectionTests()
    {
        Access.DefineRole(new RoleDefinition { Name = "reader", Permissions = ["read"] });
        Access.DefineRole(new RoleDefinition { Name = "blocked", Deny = ["write"] });
        Access.DefineRole(new RoleDefinition { Name = "writer", Permissions = ["write"], InheritsFrom = ["reader"] });
        Access.Grant(new RoleGrant { UserId = "bob", Role = "writer" });
        Access.Grant(new RoleGrant { UserId = "bob", Role = "blocked" });
    }

    private AccessControlManager Access => _store.Manager.AccessControl;

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("UPDATE record SET attributes = replace(attributes, '\"write\"', '\"other\"') WHERE id = 'blocked'")]
    [InlineData("UPDATE record SET expires_at = 1 WHERE id = 'bob/blocked/'")]
    [InlineData("UPDATE record SET id = 'eve/writer/' WHERE id = 'bob/writer/'")]
    [InlineData("UPDATE record SET seal = zeroblob(32) WHERE collection = 'role' AND id = 'reader'")]
    [InlineData("UPDATE record SET body = zeroblob(30) WHERE collection = 'access-policy'")]
    [InlineData("DELETE FROM record WHERE collection = 'role' AND id = 'blocked'")]
    [InlineData("DELETE FROM record WHERE id = 'bob/blocked/'")]
    [InlineData("DELETE FROM record WHERE collection = 'access-policy'")]
    public void What_was_tampered_with_is_not_used_open_or_not(string sql)
    {
        Assert.False(Access.TestPermission("bob", "write"));
        Assert.Equal(1, _store.Tamper(sql));
        Assert.Throws<IntegrityException>(() => Access.TestPermission("bob", "read"));
        Assert.Throws<IntegrityException>(() => Access.TestPermission("bob", "read"));
        Assert.Throws<IntegrityException>(() => Access.ListRoles());
        _store.Reopen();
        Assert.Throws<IntegrityException>(() => Access.TestPermission("bob", "read"));
        Assert.Contains(_store.Manager.Audit.Read(new AuditFilter()), entry => entry is { Action: AuditAction.PermissionChecked, Result: AuditResult.Denied } && entry.Metadata.ContainsKey("error"));
        Assert.False(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void A_revoked_grant_that_is_put_back_is_not_used()
    {
        _store.Tamper("CREATE TABLE kept AS SELECT * FROM record WHERE id = 'bob/writer/'");
        Access.Revoke("bob", "blocked");
        Access.Revoke("bob", "writer");
        Assert.False(Access.TestPermission("bob", "write"));
        _store.Tamper("INSERT INTO record SELECT * FROM kept");
        Assert.Equal("AccessPolicyChanged", Assert.Throws<IntegrityException>(() => Access.TestPermission("bob", "write")).ErrorId);
        _store.Reopen();
        Assert.Equal("AccessPolicyChanged", Assert.Throws<IntegrityException>(() => Access.TestPermission("bob", "write")).ErrorId);
        Assert.Contains(_store.Manager.Store.Verify().Findings, finding => finding.Kind == "AccessControl");
    }

    [Fact]
    public void The_whole_policy_put_back_is_noticed_while_open_and_by_the_full_check()
    {
        _store.Tamper("CREATE TABLE kept AS SELECT * FROM record");
        Access.Revoke("bob", "blocked");
        Assert.True(Access.TestPermission("bob", "write"));
        _store.Tamper("DELETE FROM record");
        _store.Tamper("INSERT INTO record SELECT * FROM kept");
        Assert.Throws<IntegrityException>(() => Access.TestPermission("bob", "write"));
        Assert.Throws<IntegrityException>(() => Access.TestPermission("bob", "write"));
        _store.Reopen();
        Assert.False(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void Another_s_change_counts_at_the_next_check()
    {
        using EnterpriseSecurityManager other = _store.Open();
        Assert.False(Access.TestPermission("bob", "write"));
        other.AccessControl.Revoke("bob", "blocked");
        Assert.True(Access.TestPermission("bob", "write"));
        other.AccessControl.ChangeRole("writer", new RoleChanges { RemovePermissions = ["write"] });
        Assert.False(Access.TestPermission("bob", "write"));
        Access.SetHierarchy("writer", []);
        Assert.False(other.AccessControl.TestPermission("bob", "read"));
        other.AccessControl.DefineRole(new RoleDefinition { Name = "new", Permissions = ["fresh"] });
        other.AccessControl.Grant(new RoleGrant { UserId = "eve", Role = "new" });
        Assert.True(Access.TestPermission("eve", "fresh"));
        other.AccessControl.RemoveRole("new", force: true);
        Assert.False(Access.TestPermission("eve", "fresh"));
        // More than the changes that are remembered one by one.
        other.AccessControl.GrantAll([.. Enumerable.Range(0, 200).Select(i => new RoleGrant { UserId = $"user{i}", Role = "reader" })]);
        Assert.True(Access.TestPermission("user199", "read"));
        for (int i = 0; i < 100; i++) other.AccessControl.Revoke($"user{i}", "reader");
        Assert.False(Access.TestPermission("user99", "read"));
        Assert.True(Access.TestPermission("user100", "read"));
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void Two_who_change_at_once_lose_nothing()
    {
        using EnterpriseSecurityManager other = _store.Open();
        Parallel.Invoke(
            () => Grant(Access, "left"),
            () => Grant(other.AccessControl, "right"),
            () =>
            {
                for (int i = 0; i < 500; i++) Assert.False(Access.TestPermission("nobody", "read"));
            });
        foreach (AccessControlManager access in new[] { Access, other.AccessControl })
        {
            Assert.All(Enumerable.Range(0, 40), i => Assert.True(access.TestPermission($"left{i}", "read") && access.TestPermission($"right{i}", "read")));
        }

        Assert.True(_store.Manager.Store.Verify().IsValid);

        static void Grant(AccessControlManager access, string user)
        {
            for (int i = 0; i < 40; i++) access.Grant(new RoleGrant { UserId = $"{user}{i}", Role = "reader" });
        }
    }

    [Fact]
    public void Changing_the_store_s_key_changes_no_answer()
    {
        Assert.True(Access.TestPermission("bob", "read"));
        using (EnterpriseSecurityManager other = _store.Open()) other.Store.RotateKey(reencryptAll: true);
        Assert.True(Access.TestPermission("bob", "read"));
        Assert.False(Access.TestPermission("bob", "write"));
        _store.Reopen();
        Assert.True(Access.TestPermission("bob", "read"));
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void A_closed_store_answers_nothing()
    {
        AccessControlManager access = Access;
        Assert.True(access.TestPermission("bob", "read"));
        _store.Close();
        Assert.Throws<ObjectDisposedException>(() => access.TestPermission("bob", "read"));
    }
}
