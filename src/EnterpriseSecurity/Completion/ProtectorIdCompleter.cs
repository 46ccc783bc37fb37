namespace EnterpriseSecurity.Completion;

/// <summary>Offers the ids of the connected store's key protectors.</summary>
public sealed class ProtectorIdCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.Store.GetProtectors().Select(info => info.Id);
}
