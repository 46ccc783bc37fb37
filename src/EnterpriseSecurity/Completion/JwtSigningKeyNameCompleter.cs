using System.Collections;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the connected store's signing keys.</summary>
public sealed class JwtSigningKeyNameCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
        return store is null ? [] : store.Tokens.ListSigningKeys().Select((JwtSigningKeyInfo key) => key.Name);
    }
}
