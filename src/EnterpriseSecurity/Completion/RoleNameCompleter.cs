using System.Collections;
using EnterpriseSecurity.AccessControl;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the connected store's roles.</summary>
public sealed class RoleNameCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
        return store is null ? [] : store.AccessControl.ListRoles().Select((RoleInfo role) => role.Name);
    }
}
