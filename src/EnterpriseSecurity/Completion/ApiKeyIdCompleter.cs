using EnterpriseSecurity.ApiKeys;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the ids of the API keys in the connected store.</summary>
public sealed class ApiKeyIdCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.ApiKeys.List().Select((ApiKeyInfo key) => key.Id);
}
