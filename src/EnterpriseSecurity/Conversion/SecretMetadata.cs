using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace EnterpriseSecurity.Conversion;

/// <summary>
/// Between the metadata that SecretManagement keeps with a secret, which have types, and our tags, which are text. A value
/// that is no text is written as text, in its tag, and its type in a second one: <c>port = 5</c>, <c>port#type = int</c>.
/// </summary>
public static class SecretMetadata
{
    private const string TypeSuffix = "#type";
    private const string Integer = "int";
    private const string Long = "long";
    private const string Number = "double";
    private const string Flag = "bool";
    private const string Moment = "datetime";

    /// <summary>The tags for metadata.</summary>
    /// <param name="metadata">Names, and values that are text, whole or floating-point numbers, true or false, or points in time.</param>
    /// <exception cref="PSArgumentException">A name or a value is of another kind.</exception>
    public static Hashtable ToTags(IDictionary metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        Hashtable tags = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in metadata)
        {
            if (entry.Key is not string name || name.EndsWith(TypeSuffix, StringComparison.Ordinal)) throw Errors.MetadataNameUnusable(entry.Key);
            (string? type, string text) = Describe(name, entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value);
            tags[name] = text;
            if (type is not null) tags[name + TypeSuffix] = type;
        }

        return tags;
    }

    /// <summary>The metadata that tags stand for. A tag whose text does not fit its type, for somebody changed it, is text.</summary>
    /// <param name="tags">The tags.</param>
    public static Hashtable FromTags(IReadOnlyDictionary<string, string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        Hashtable metadata = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string text) in tags)
        {
            if (name.EndsWith(TypeSuffix, StringComparison.Ordinal) && tags.ContainsKey(name[..^TypeSuffix.Length])) continue;
            metadata[name] = Read(tags.GetValueOrDefault(name + TypeSuffix), text);
        }

        return metadata;
    }

    private static (string? Type, string Text) Describe(string name, object? value) => value switch
    {
        null => (null, ""),
        string text => (null, text),
        int number => (Integer, number.ToString(CultureInfo.InvariantCulture)),
        long number => (Long, number.ToString(CultureInfo.InvariantCulture)),
        double number => (Number, number.ToString("R", CultureInfo.InvariantCulture)),
        bool flag => (Flag, flag ? "true" : "false"),
        DateTime moment => (Moment, moment.ToString("O", CultureInfo.InvariantCulture)),
        _ => throw Errors.MetadataWrongType(name, value),
    };

    private static object Read(string? type, string text) => type switch
    {
        Integer when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) => number,
        Long when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => number,
        Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        Flag when bool.TryParse(text, out bool flag) => flag,
        Moment when DateTime.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime moment) => moment,
        _ => text,
    };
}
