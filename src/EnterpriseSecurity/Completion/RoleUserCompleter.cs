using System.Collections;
using EnterpriseSecurity.AccessControl;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the users who have a role in the connected store.</summary>
public sealed class RoleUserCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
        return store is null ? [] : store.AccessControl.ListAssignments().Select((RoleAssignment one) => one.UserId);
    }
}
