using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <summary>What a domain puts into a record: the clear columns and how to seal the body.</summary>
internal sealed record Record
{
    private JsonObject? _attributes;
    private string? _attributesText;

    /// <summary>The kind of record.</summary>
    public required string Collection { get; init; }

    /// <summary>Unique in the collection.</summary>
    public required string Id { get; init; }

    /// <summary>Zero for a record that is not stored yet.</summary>
    public long Revision { get; init; }

    /// <summary>The name as the user wrote it.</summary>
    public string? Name { get; init; }

    /// <summary>False when the record gives its name free, as a deleted one does.</summary>
    public bool HoldsName { get; init; } = true;

    /// <summary>The state, in the words of the domain.</summary>
    public string State { get; init; } = "active";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Names and values to filter by; stored in clear.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>What else the domain keeps in clear.</summary>
    public JsonObject Attributes
    {
        get => _attributes ??= JsonNode.Parse(AttributesText)!.AsObject();
        init => (_attributes, _attributesText) = (value, null);
    }

    /// <summary>What <see cref="Attributes"/> are as text: who needs no object of them is faster by it.</summary>
    public string AttributesText
    {
        get => _attributes?.ToJsonString() ?? _attributesText ?? Stored?.Attributes ?? "{}";
        init => (_attributes, _attributesText) = (null, value);
    }

    /// <summary>A number among the attributes, which for this alone are not made an object; null when there is none.</summary>
    public long? NumberOf(string attribute)
    {
        if (_attributes is not null) return _attributes[attribute]?.GetValue<long>();
        Utf8JsonReader text = ReadAttributes();
        return Seek(ref text, attribute) && text.TokenType != JsonTokenType.Null ? text.GetInt64() : null;
    }

    /// <summary>A text among the attributes, as <see cref="NumberOf"/>.</summary>
    public string? TextOf(string attribute)
    {
        if (_attributes is not null) return _attributes[attribute]?.GetValue<string>();
        Utf8JsonReader text = ReadAttributes();
        return Seek(ref text, attribute) ? text.GetString() : null;
    }

    /// <summary>A reader of the attributes that stands at the begin of their object.</summary>
    public Utf8JsonReader ReadAttributes()
    {
        Utf8JsonReader text = new(Encoding.UTF8.GetBytes(AttributesText));
        text.Read();
        return text;
    }

    /// <summary>How the body is sealed.</summary>
    public BodyCipher Cipher { get; init; } = BodyCipher.Aes256Gcm;

    /// <summary>Which kind of data key wraps the record's own key.</summary>
    public DataKeyKind KeyKind { get; init; } = DataKeyKind.Symmetric;

    /// <summary>The stored form that this was read from; null for a new one.</summary>
    public StoredRecord? Stored { get; init; }

    private static bool Seek(ref Utf8JsonReader text, string attribute)
    {
        while (text.Read() && text.TokenType == JsonTokenType.PropertyName)
        {
            bool isIt = text.ValueTextEquals(attribute);
            text.Read();
            if (isIt) return true;
            text.Skip();
        }

        return false;
    }
}
