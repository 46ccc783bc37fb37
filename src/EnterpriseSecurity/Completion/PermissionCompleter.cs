namespace EnterpriseSecurity.Completion;

/// <summary>Offers the permissions that roles of the connected store name.</summary>
public sealed class PermissionCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.AccessControl.ListRoles().SelectMany(role => role.Permissions.Concat(role.Deny));
}
