using System.Collections;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the ids of the connected store's key protectors.</summary>
public sealed class ProtectorIdCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
        return store is null ? [] : store.Store.GetProtectors().Select(info => info.Id);
    }
}
