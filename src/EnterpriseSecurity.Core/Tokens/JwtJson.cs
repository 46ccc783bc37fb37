using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace EnterpriseSecurity.Tokens;

/// <summary>The one strict reading of JSON here: UTF-8, an object, no member twice, no comments, no deep nesting.</summary>
internal static class JwtJson
{
    /// <summary>Writes what JSON need not escape as it is.</summary>
    public static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int DeepestNesting = 16;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = DeepestNesting, AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>The object, or null for anything else.</summary>
    public static JsonElement? TryParseObject(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json)) return null;
        try
        {
            JsonElement root = JsonElement.Parse(json, Strict);
            // An escaped lone surrogate is the one thing that parses and then is no text.
            return root.ValueKind == JsonValueKind.Object && (json.IndexOf("\\u"u8) < 0 || IsText(root)) ? root : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A member that is text, or null.</summary>
    public static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsText(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                return true;
            case JsonValueKind.Array:
                return element.EnumerateArray().All(IsText);
            case JsonValueKind.Object:
                return element.EnumerateObject().All(member => member.Name.Length >= 0 && IsText(member.Value));
            default:
                return true;
        }
    }
}
