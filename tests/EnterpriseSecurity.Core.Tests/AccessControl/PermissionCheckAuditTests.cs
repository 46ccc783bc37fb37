using System.Globalization;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;

namespace EnterpriseSecurity.Core.Tests.AccessControl;

public sealed class PermissionCheckAuditTests : IDisposable
{
    private const int Many = 3_000;

    private readonly TemporaryStore _store = new();

    public PermissionCheckAuditTests()
    {
        Access.DefineRole(new RoleDefinition { Name = "reader", Permissions = ["read"] });
        Access.Grant(new RoleGrant { UserId = "bob", Role = "reader" });
    }

    private AccessControlManager Access => _store.Manager.AccessControl;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_check_is_told_of_at_once_with_user_permission_and_resource()
    {
        Access.TestPermission("bob", "read", "document_123");
        Access.TestPermission("bob", "delete");
        List<AuditEntry> checks = Checks();
        Assert.Equal(("bob", "read", AuditResult.Success, "document_123"), (checks[0].User, checks[0].Resource, checks[0].Result, checks[0].Metadata["resource"]));
        Assert.Equal(("bob", "delete", AuditResult.Denied), (checks[1].User, checks[1].Resource, checks[1].Result));
    }

    [Fact]
    public void Many_checks_are_counted_and_none_is_lost()
    {
        for (int i = 0; i < Many; i++)
        {
            Access.TestPermission("bob", "read");
            Access.TestPermission("eve", "read");
        }

        Assert.Equal((Many, Many), (Count(AuditResult.Success), Count(AuditResult.Denied)));
        Assert.True(Checks().Count < Many);
        Access.TestPermission("bob", "read");
        _store.Reopen();
        Assert.Equal(Many + 1, Count(AuditResult.Success));
    }

    [Fact]
    public void A_flood_of_different_questions_is_counted_together()
    {
        for (int i = 0; i < 22_000; i++) Access.TestPermission($"user{i}", $"p{i}");
        Assert.Equal(22_000, Count(AuditResult.Denied));
        Assert.Contains(Checks(), check => check is { User: "*", Resource: "*" });
        Assert.True(_store.Manager.Audit.Verify().IsValid);
    }

    [Fact]
    public void Every_check_can_be_told_of()
    {
        Access.SetCheckAudit(PermissionCheckAudit.All);
        for (int i = 0; i < Many; i++) Access.TestPermission("bob", "read");
        Assert.Equal(Many, Checks().Count);
        _store.Reopen();
        Assert.Equal(PermissionCheckAudit.All, Access.CheckAudit);
    }

    [Fact]
    public void Allowed_checks_can_be_left_out()
    {
        using EnterpriseSecurityManager other = _store.Open();
        other.AccessControl.SetCheckAudit(PermissionCheckAudit.DeniedOnly);
        Access.TestPermission("bob", "read");
        Access.TestPermission("bob", "delete");
        Assert.Equal(AuditResult.Denied, Assert.Single(Checks()).Result);
        Assert.Throws<ArgumentOutOfRangeException>(() => Access.SetCheckAudit((PermissionCheckAudit)9));
    }

    [Fact]
    public void A_question_that_is_none_is_told_of()
    {
        Assert.Throws<InvalidInputException>(() => Access.TestPermission("bob", "docs:*"));
        Assert.Throws<InvalidInputException>(() => Access.TestPermission("", "read"));
        Assert.Throws<InvalidInputException>(() => Access.TestPermission(null!, null!));
        Assert.Equal(3, Checks().Count(check => check.Result == AuditResult.Failure));
    }

    private List<AuditEntry> Checks() => [.. _store.Manager.Audit.Read(new AuditFilter()).Where(entry => entry.Action == AuditAction.PermissionChecked)];

    private long Count(string result) =>
        Checks().Where(check => check.Result == result).Sum(check => check.Metadata.TryGetValue("count", out string? count) ? long.Parse(count, CultureInfo.InvariantCulture) : 1);
}
