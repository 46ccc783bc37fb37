namespace EnterpriseSecurity.Completion;

/// <summary>Offers the tags of the connected store's managed keys.</summary>
public sealed class ManagedKeyTagCompleter : TagCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<IReadOnlyDictionary<string, string>> Tags(EnterpriseSecurityManager store) =>
        store.ManagedKeys.List().Select(key => key.Tags);
}
