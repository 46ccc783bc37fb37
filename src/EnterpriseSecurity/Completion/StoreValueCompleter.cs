using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EnterpriseSecurity.Completion;

/// <summary>
/// The base of the completers that offer names out of the connected store. It filters by what was typed, quotes
/// what needs quotes, and never fails: with no store, or with one that cannot be read, it offers nothing.
/// </summary>
public abstract class StoreValueCompleter : IArgumentCompleter
{
    private const int MaximumOffers = 1000;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            string typed = Read(wordToComplete ?? "");
            return
            [
                .. Values(fakeBoundParameters)
                    .Where(value => value.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.OrdinalIgnoreCase)
                    .Take(MaximumOffers)
                    .Select(value => new CompletionResult(Write(value), value, CompletionResultType.ParameterValue, value)),
            ];
        }
        catch (Exception)
        {
            // A key press must not turn into an error, whatever state the store is in.
            return [];
        }
    }

    /// <summary>Everything that could stand here; the base filters and sorts.</summary>
    /// <param name="boundParameters">The parameters already on the line.</param>
    protected abstract IEnumerable<string> Values(IDictionary boundParameters);

    /// <summary>The value that a word, perhaps not finished, begins.</summary>
    /// <param name="word">The word on the command line.</param>
    private protected virtual string Read(string word) => Unquote(word);

    /// <summary>A value as a word on the command line.</summary>
    /// <param name="value">One of <see cref="Values"/>.</param>
    private protected virtual string Write(string value) => Quote(value);

    /// <summary>How a value is written on a command line: as it is, or in single quotes.</summary>
    internal static string Quote(string value) =>
        NeedsQuotes(value) ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'" : value;

    // A plain word cannot be mistaken for a number, a parameter, a variable or a wildcard.
    private static bool NeedsQuotes(string value) =>
        value.Length == 0 || !(char.IsAsciiLetter(value[0]) || value[0] == '_') ||
        value.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ':' or '/' or '@'));

    private static string Unquote(string word)
    {
        if (word.Length == 0 || word[0] is not ('\'' or '"')) return word;
        char quote = word[0];
        ReadOnlySpan<char> inner = word.AsSpan(1);
        if (inner.Length > 0 && inner[^1] == quote) inner = inner[..^1];
        return inner.ToString().Replace($"{quote}{quote}", $"{quote}", StringComparison.Ordinal);
    }
}
