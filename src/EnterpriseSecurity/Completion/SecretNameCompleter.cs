using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the secrets in the connected store.</summary>
public sealed class SecretNameCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.Secrets.List().Select((SecretInfo info) => info.Name);
}
