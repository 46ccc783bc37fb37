using System.Collections;
using EnterpriseSecurity.ApiKeys;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the ids of the API keys in the connected store.</summary>
public sealed class ApiKeyIdCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
        return store is null ? [] : store.ApiKeys.List().Select((ApiKeyInfo key) => key.Id);
    }
}
