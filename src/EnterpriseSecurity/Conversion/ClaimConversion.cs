using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EnterpriseSecurity.Conversion;

/// <summary>Between what users hold in PowerShell and the JSON of claims.</summary>
internal static class ClaimConversion
{
    private const int DeepestNesting = 12;

    /// <summary>The claims of a table; null for none.</summary>
    /// <exception cref="PSArgumentException">Something in it has no place in JSON.</exception>
    public static JsonObject? From(IDictionary? table) => table is null ? null : FromTable(table, 0);

    /// <summary>
    /// A value as JSON: text, numbers, truth values, lists, tables and custom objects. A DateTime becomes a NumericDate, the
    /// seconds since 1970 (RFC 7519 section 2); what holds a secret is refused.
    /// </summary>
    /// <exception cref="PSArgumentException">It has no place in JSON.</exception>
    public static JsonNode? From(object? input, int depth = 0)
    {
        if (depth > DeepestNesting) throw Errors.ClaimTooDeep();
        object? value = input is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : input;
        return value switch
        {
            null => null,
            string text => JsonValue.Create(text),
            char one => JsonValue.Create(one.ToString()),
            bool flag => JsonValue.Create(flag),
            SwitchParameter flag => JsonValue.Create(flag.IsPresent),
            Enum name => JsonValue.Create(name.ToString()),
            byte or sbyte or short or ushort or int or uint or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            ulong number => JsonValue.Create(number),
            decimal number => JsonValue.Create(number),
            float number when float.IsFinite(number) => JsonValue.Create(number),
            double number when double.IsFinite(number) => JsonValue.Create(number),
            // The first and the last moment have no other time zone; this way they stay what they are.
            DateTime moment => JsonValue.Create(new DateTimeOffset(moment.ToUniversalTime()).ToUnixTimeSeconds()),
            DateTimeOffset moment => JsonValue.Create(moment.ToUnixTimeSeconds()),
            Guid or Uri => JsonValue.Create(value.ToString()),
            SecureString or PSCredential => throw Errors.ClaimWrongType(value),
            IDictionary table => FromTable(table, depth),
            PSObject custom => FromProperties(custom, depth),
            IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(item => From(item, depth + 1))]),
            _ => throw Errors.ClaimWrongType(value),
        };
    }

    /// <summary>JSON as PowerShell's objects: an object with properties, or a table where names differ only in case.</summary>
    public static object? ToObject(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => ToProperties(value),
        JsonValueKind.Array => value.EnumerateArray().Select(ToObject).ToArray(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => ToNumber(value),
        _ => null,
    };

    private static JsonObject FromTable(IDictionary table, int depth)
    {
        JsonObject made = [];
        foreach (DictionaryEntry entry in table)
        {
            string name = Convert.ToString(entry.Key is PSObject wrapped ? wrapped.BaseObject : entry.Key, CultureInfo.InvariantCulture) ?? "";
            if (!made.TryAdd(name, From(entry.Value, depth + 1))) throw Errors.ClaimTwice(name);
        }

        return made;
    }

    private static JsonObject FromProperties(PSObject custom, int depth)
    {
        JsonObject made = [];
        foreach (PSPropertyInfo property in custom.Properties) made[property.Name] = From(property.Value, depth + 1);
        return made;
    }

    private static object ToProperties(JsonElement value)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        if (value.EnumerateObject().Any(member => member.Name.Length == 0 || !names.Add(member.Name)))
        {
            OrderedDictionary table = new(StringComparer.Ordinal);
            foreach (JsonProperty member in value.EnumerateObject()) table.Add(member.Name, ToObject(member.Value));
            return table;
        }

        PSObject made = new();
        foreach (JsonProperty member in value.EnumerateObject()) made.Properties.Add(new PSNoteProperty(member.Name, ToObject(member.Value)));
        return made;
    }

    private static object ToNumber(JsonElement value)
    {
        if (value.TryGetInt64(out long whole)) return whole;
        return value.TryGetDecimal(out decimal exact) ? exact : value.GetDouble();
    }
}
