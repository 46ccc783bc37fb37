namespace EnterpriseSecurity.Completion;

/// <summary>Offers the resources that roles are granted for in the connected store.</summary>
public sealed class ResourceCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.AccessControl.ListAssignments().Select(one => one.Resource).OfType<string>();
}
