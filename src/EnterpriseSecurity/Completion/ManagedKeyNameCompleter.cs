namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the connected store's managed keys.</summary>
public sealed class ManagedKeyNameCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.ManagedKeys.List().Select(key => key.Name);
}
