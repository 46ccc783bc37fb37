using System.Text.Json;
using System.Text.Json.Nodes;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>What a frozen release holds: what it was given and gave out, and all that could be read of its store.</summary>
internal sealed class FrozenManifest
{
    private const string FileName = "manifest.json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly JsonObject _root;

    public FrozenManifest() => _root = new JsonObject { ["given"] = new JsonObject() };

    private FrozenManifest(JsonObject root) => _root = root;

    /// <summary>All that was read of the store when it was frozen.</summary>
    public JsonObject Store
    {
        get => _root["store"]!.AsObject();
        set => _root["store"] = value;
    }

    /// <summary>One value that was given or came out.</summary>
    public string this[string name]
    {
        get => _root["given"]![name]!.GetValue<string>();
        set => _root["given"]![name] = value;
    }

    public static FrozenManifest Load(string folder) => new(JsonNode.Parse(File.ReadAllText(Path.Combine(folder, FileName)))!.AsObject());

    public void Save(string folder) => File.WriteAllText(Path.Combine(folder, FileName), _root.ToJsonString(Indented) + "\n");

    /// <summary>
    /// Where what is read today says other than the manifest. What a later version tells in addition is none of these.
    /// </summary>
    public static IEnumerable<string> FindDifferences(JsonNode? expected, JsonNode? found, string at = "")
    {
        switch (expected, found)
        {
            case (JsonObject wanted, JsonObject had):
                foreach ((string name, JsonNode? value) in wanted)
                {
                    if (!had.ContainsKey(name)) yield return $"{at}/{name} is missing";
                    else foreach (string one in FindDifferences(value, had[name], $"{at}/{name}")) yield return one;
                }

                break;
            case (JsonArray wanted, JsonArray had) when wanted.Count == had.Count:
                for (int i = 0; i < wanted.Count; i++)
                {
                    foreach (string one in FindDifferences(wanted[i], had[i], $"{at}/{i}")) yield return one;
                }

                break;
            default:
                if (!JsonNode.DeepEquals(expected, found)) yield return $"{at} is {found?.ToJsonString() ?? "null"}, and was {expected?.ToJsonString() ?? "null"}";
                break;
        }
    }
}
