using System.Collections;

namespace EnterpriseSecurity.Completion;

/// <summary>The base of the completers that ask one store: the one of <c>-Store</c>, or the connected one.</summary>
public abstract class ConnectedStoreCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected sealed override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
        return store is null ? [] : Values(store);
    }

    /// <summary>Everything of this store that could stand here.</summary>
    /// <param name="store">The store to ask.</param>
    protected abstract IEnumerable<string> Values(EnterpriseSecurityManager store);
}
