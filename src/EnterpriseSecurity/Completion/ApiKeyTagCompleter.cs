namespace EnterpriseSecurity.Completion;

/// <summary>Offers the tags of the connected store's API keys.</summary>
public sealed class ApiKeyTagCompleter : TagCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<IReadOnlyDictionary<string, string>> Tags(EnterpriseSecurityManager store) =>
        store.ApiKeys.List().Select(key => key.Tags);
}
