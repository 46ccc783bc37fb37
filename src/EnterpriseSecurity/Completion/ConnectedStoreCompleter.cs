using System.Collections;

namespace EnterpriseSecurity.Completion;

/// <summary>The base of the completers that ask one store: the one of <c>-Store</c>, or the connected one.</summary>
public abstract class ConnectedStoreCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected sealed override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = StoreOf(boundParameters);
        return store is null ? [] : Values(store);
    }

    /// <summary>The store that a command line is about, or null when none is connected.</summary>
    /// <param name="boundParameters">The parameters already on the line.</param>
    internal static EnterpriseSecurityManager? StoreOf(IDictionary boundParameters) => boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;

    /// <summary>Everything of this store that could stand here.</summary>
    /// <param name="store">The store to ask.</param>
    protected abstract IEnumerable<string> Values(EnterpriseSecurityManager store);
}
