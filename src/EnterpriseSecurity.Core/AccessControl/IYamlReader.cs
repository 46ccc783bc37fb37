using System.Text.Json.Nodes;

namespace EnterpriseSecurity.AccessControl;

/// <summary>Reads the part of YAML that data files need: mappings, sequences and scalars, and nothing that makes objects or copies.</summary>
internal interface IYamlReader
{
    /// <summary>
    /// Reads one document. Every scalar comes back as a string, a plain empty one, <c>~</c> and <c>null</c> as null.
    /// Tags, anchors, aliases, keys that come twice, further documents and more than the limits are refused.
    /// </summary>
    /// <param name="text">The document.</param>
    /// <param name="maximumDepth">How deep it may nest.</param>
    /// <param name="maximumNodes">How many nodes it may have.</param>
    /// <exception cref="FormatException">It is not such a document; the message says where and why.</exception>
    JsonNode? Read(string text, int maximumDepth, int maximumNodes);
}
