using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace EnterpriseSecurity.Conversion;

/// <summary>A request's headers and body as users and web servers hold them.</summary>
internal static class RequestParts
{
    /// <summary>Headers from a hashtable, a name-value collection, or pairs of a name and values; values of one header are joined by a comma.</summary>
    /// <exception cref="PSArgumentException">It is something else, or a header stands there twice.</exception>
    public static IReadOnlyDictionary<string, string> Headers(object? input)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        switch (Unwrap(input))
        {
            case null:
                break;
            case IDictionary table:
                foreach (DictionaryEntry entry in table) Add(headers, Text(entry.Key), entry.Value);
                break;
            case NameValueCollection collection:
                foreach (string? name in collection.AllKeys) Add(headers, name ?? "", collection[name]);
                break;
            case IEnumerable<KeyValuePair<string, IEnumerable<string>>> pairs:
                foreach ((string name, IEnumerable<string> values) in pairs) Add(headers, name, values.ToArray());
                break;
            case { } other:
                throw Errors.RequestHeadersWrongType(other);
        }

        return headers;
    }

    /// <summary>The body's bytes: text in UTF-8, bytes as they are, none for null.</summary>
    /// <exception cref="PSArgumentException">It is something else.</exception>
    public static byte[] Body(object? input) => Unwrap(input) switch
    {
        null => [],
        string text => Encoding.UTF8.GetBytes(text),
        byte[] bytes => bytes,
        object[] bytes when bytes.All(one => Unwrap(one) is byte) => [.. bytes.Select(one => (byte)Unwrap(one)!)],
        { } other => throw Errors.RequestBodyWrongType(other),
    };

    private static void Add(Dictionary<string, string> headers, string name, object? value)
    {
        string text = Unwrap(value) is object[] values ? string.Join(", ", values.Select(Text)) : Text(value);
        if (!headers.TryAdd(name, text)) throw Errors.RequestHeaderTwice(name);
    }

    private static string Text(object? value) => Convert.ToString(Unwrap(value), CultureInfo.InvariantCulture) ?? "";

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
