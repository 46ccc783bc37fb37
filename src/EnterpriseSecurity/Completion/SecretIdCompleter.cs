namespace EnterpriseSecurity.Completion;

/// <summary>Offers the ids of the secrets in the connected store.</summary>
public sealed class SecretIdCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.Secrets.List().Select(secret => secret.Id);
}
