using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the tags in use in the connected store, each as the table that the parameter takes.</summary>
public abstract class TagCompleter : IArgumentCompleter
{
    private const int MaximumOffers = 1000;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            EnterpriseSecurityManager? store = fakeBoundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
            if (store is null) return [];
            return
            [
                .. Tags(store).SelectMany(tags => tags)
                    .Select(tag => $"@{{ {StoreValueCompleter.Quote(tag.Key)} = '{CodeGeneration.EscapeSingleQuotedStringContent(tag.Value)}' }}")
                    .Where(text => text.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.OrdinalIgnoreCase)
                    .Take(MaximumOffers)
                    .Select(text => new CompletionResult(text, text, CompletionResultType.ParameterValue, text)),
            ];
        }
        catch (Exception)
        {
            // As StoreValueCompleter: a key press must not turn into an error.
            return [];
        }
    }

    /// <summary>The tags of every object that may have some.</summary>
    /// <param name="store">The store to ask.</param>
    protected abstract IEnumerable<IReadOnlyDictionary<string, string>> Tags(EnterpriseSecurityManager store);
}
