namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the API keys in the connected store.</summary>
public sealed class ApiKeyNameCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.ApiKeys.List().Select(key => key.Name);
}
