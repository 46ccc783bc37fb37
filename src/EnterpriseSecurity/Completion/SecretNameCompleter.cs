using System.Collections;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the secrets in the connected store.</summary>
public sealed class SecretNameCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
        return store is null ? [] : store.Secrets.List().Select((SecretInfo info) => info.Name);
    }
}
