using EnterpriseSecurity.AccessControl;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the connected store's roles.</summary>
public sealed class RoleNameCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.AccessControl.ListRoles().Select((RoleInfo role) => role.Name);
}
