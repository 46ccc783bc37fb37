using System.Collections;
using System.Management.Automation;

namespace EnterpriseSecurity.Conversion;

/// <summary>Tags from a hashtable: names and values as text.</summary>
internal static class TagTable
{
    public static IReadOnlyDictionary<string, string>? From(Hashtable? table)
    {
        if (table is null) return null;
        Dictionary<string, string> tags = [];
        foreach (DictionaryEntry entry in table)
        {
            tags[Text(entry.Key)] = Text(entry.Value);
        }

        return tags;
    }

    private static string Text(object? value) => LanguagePrimitives.ConvertTo<string>(value) ?? "";
}
