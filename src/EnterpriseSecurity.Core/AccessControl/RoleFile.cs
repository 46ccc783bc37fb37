using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Providers;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <summary>Files of role definitions, to be reviewed and kept as other sources are; docs/access-control.md has their members.</summary>
internal static class RoleFile
{
    private const int Version = 1;
    private const int LargestFile = 16 * 1024 * 1024;
    private const int MaximumDepth = 8;
    private const int MaximumNodes = 2_000_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The format that a file's name says.</summary>
    /// <exception cref="InvalidInputException">It says none.</exception>
    public static RoleFileFormat FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".json" => RoleFileFormat.Json,
        ".yaml" or ".yml" => RoleFileFormat.Yaml,
        _ => throw SecurityErrors.RoleFileFormatUnknown(path),
    };

    /// <summary>Definitions as text, with a line end at its end.</summary>
    public static string Write(IEnumerable<RoleDefinition> roles, RoleFileFormat format) => format == RoleFileFormat.Json ? WriteJson(roles) : WriteYaml(roles);

    /// <summary>Reads a file's definitions.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="MalformedDataException">It is not one of definitions.</exception>
    public static IReadOnlyList<RoleDefinition> Read(string path, RoleFileFormat format)
    {
        if (!File.Exists(path)) throw SecurityErrors.RoleFileMissing(path);
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            byte[] bytes = new byte[LargestFile + 1];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return Read(bytes.AsSpan(0, length), path, format);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileFailure.Translate(error, path);
        }
    }

    /// <summary>Reads the definitions in a file's content.</summary>
    /// <exception cref="MalformedDataException">It holds none.</exception>
    internal static IReadOnlyList<RoleDefinition> Read(ReadOnlySpan<byte> content, string path, RoleFileFormat format)
    {
        try
        {
            return content.Length > LargestFile ? throw new FormatException($"it is larger than {LargestFile / 1024 / 1024} MB") : Parse(Utf8.GetString(content), format);
        }
        catch (FormatException error)
        {
            throw SecurityErrors.RoleFileMalformed(path, error.Message);
        }
        catch (JsonException error)
        {
            throw SecurityErrors.RoleFileMalformed(path, $"it is not JSON that can be used, in line {error.LineNumber + 1}, or a member comes twice");
        }
        catch (ArgumentException)
        {
            throw SecurityErrors.RoleFileMalformed(path, "it is not UTF-8 text");
        }
    }

    /// <summary>Reads definitions.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    internal static IReadOnlyList<RoleDefinition> Parse(string text, RoleFileFormat format)
    {
        if (text.StartsWith('\uFEFF')) text = text[1..];
        try
        {
            JsonNode? root = format == RoleFileFormat.Json
                ? JsonNode.Parse(text, null, new JsonDocumentOptions { MaxDepth = MaximumDepth, AllowDuplicateProperties = false })
                : LibraryProviders.Current.Yaml.Read(text, MaximumDepth, MaximumNodes);
            JsonObject file = Mapping(root, "the file", ["version", "roles"]);
            string? version = Text(file["version"], "version");
            if (int.TryParse(version, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) && number > Version) throw SecurityErrors.RoleFileTooNew(version);
            if (number != Version) throw new FormatException("its version is not 1");
            // An absent list is none that somebody emptied: with Replace it would take every role away.
            return file["roles"] is null ? throw new FormatException("it has no roles") : [.. Items(file["roles"], "roles").Select(Definition)];
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("it has half a character in it, written as an escape");
        }
    }

    private static RoleDefinition Definition(JsonNode? node)
    {
        JsonObject role = Mapping(node, "a role", ["name", "description", "permissions", "deny", "inheritsFrom"]);
        string name = Text(role["name"], "name") ?? throw new FormatException("a role has no name");
        return new RoleDefinition
        {
            Name = name,
            Description = Text(role["description"], "description"),
            Permissions = Texts(role["permissions"], "permissions"),
            Deny = Texts(role["deny"], "deny"),
            InheritsFrom = Texts(role["inheritsFrom"], "inheritsFrom"),
        };
    }

    private static JsonObject Mapping(JsonNode? node, string what, string[] members)
    {
        if (node is not JsonObject mapping) throw new FormatException($"{what} is not a mapping");
        foreach ((string member, _) in mapping)
        {
            if (!members.Contains(member)) throw new FormatException($"{what} has a member '{Clip(member)}', which is none of {string.Join(", ", members)}");
        }

        return mapping;
    }

    private static IEnumerable<JsonNode?> Items(JsonNode? node, string what) => node switch
    {
        null => Enumerable.Empty<JsonNode?>(),
        JsonArray array => array,
        _ => throw new FormatException($"{what} is not a list"),
    };

    private static string[] Texts(JsonNode? node, string what) =>
        [.. Items(node, what).Select(item => Text(item, what) ?? throw new FormatException($"{what} has an empty item"))];

    private static string? Text(JsonNode? node, string what) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonValue value when what == "version" && value.TryGetValue(out int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new FormatException($"{what} is not text"),
    };

    private static string Clip(string text) => string.Concat(text.Take(40).Select(c => char.IsControl(c) ? '?' : c));

    private static string WriteJson(IEnumerable<RoleDefinition> roles)
    {
        JsonObject file = new() { ["version"] = Version, ["roles"] = new JsonArray([.. roles.Select(Node)]) };
        return file.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Node(RoleDefinition role)
    {
        JsonObject node = new() { ["name"] = role.Name };
        if (role.Description is not null) node["description"] = role.Description;
        if (role.Permissions.Count > 0) node["permissions"] = Array(role.Permissions);
        if (role.Deny.Count > 0) node["deny"] = Array(role.Deny);
        if (role.InheritsFrom.Count > 0) node["inheritsFrom"] = Array(role.InheritsFrom);
        return node;
    }

    private static JsonArray Array(IReadOnlyList<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    private static string WriteYaml(IEnumerable<RoleDefinition> roles)
    {
        StringBuilder text = new($"version: {Version}\nroles:\n");
        foreach (RoleDefinition role in roles)
        {
            text.Append($"  - name: {Scalar(role.Name)}\n");
            if (role.Description is not null) text.Append($"    description: {Scalar(role.Description)}\n");
            List("permissions", role.Permissions);
            List("deny", role.Deny);
            List("inheritsFrom", role.InheritsFrom);
        }

        return text.ToString();

        void List(string name, IReadOnlyList<string> items)
        {
            if (items.Count == 0) return;
            text.Append($"    {name}:\n");
            foreach (string item in items) text.Append($"      - {Scalar(item)}\n");
        }
    }

    // Always in quotes, which JSON's are: no text can then be taken for a number, a date, an alias or a null.
    private static string Scalar(string text) => JsonSerializer.Serialize(text, Indented);
}
