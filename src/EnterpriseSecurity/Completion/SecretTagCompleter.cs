namespace EnterpriseSecurity.Completion;

/// <summary>Offers the tags of the connected store's secrets.</summary>
public sealed class SecretTagCompleter : TagCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<IReadOnlyDictionary<string, string>> Tags(EnterpriseSecurityManager store) =>
        store.Secrets.List().Select(secret => secret.Tags);
}
