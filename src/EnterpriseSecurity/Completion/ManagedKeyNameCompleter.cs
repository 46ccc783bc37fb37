using System.Collections;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the connected store's managed keys.</summary>
public sealed class ManagedKeyNameCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
        return store is null ? [] : store.ManagedKeys.List().Select(key => key.Name);
    }
}
