using System.Management.Automation.Language;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the tags in use in the connected store, each as the table that the parameter takes.</summary>
public abstract class TagCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected sealed override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        Tags(store).SelectMany(tags => tags).Select(tag => $"@{{ {Quote(tag.Key)} = '{CodeGeneration.EscapeSingleQuotedStringContent(tag.Value)}' }}");

    /// <summary>The tags of every object that may have some.</summary>
    /// <param name="store">The store to ask.</param>
    protected abstract IEnumerable<IReadOnlyDictionary<string, string>> Tags(EnterpriseSecurityManager store);

    // A table is written as it is typed.
    private protected sealed override string Read(string word) => word;

    private protected sealed override string Write(string value) => value;
}
