using EnterpriseSecurity.AccessControl;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the users who have a role in the connected store.</summary>
public sealed class RoleUserCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.AccessControl.ListAssignments().Select((RoleAssignment one) => one.UserId);
}
