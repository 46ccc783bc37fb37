namespace EnterpriseSecurity.Completion;

/// <summary>Offers the scopes that API keys of the connected store have.</summary>
public sealed class ApiKeyScopeCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.ApiKeys.List().SelectMany(key => key.Scopes);
}
