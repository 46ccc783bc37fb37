namespace EnterpriseSecurity.Completion;

/// <summary>Offers the ids of the connected store's managed keys.</summary>
public sealed class ManagedKeyIdCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.ManagedKeys.List().Select(key => key.Id);
}
