using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EnterpriseSecurity.AccessControl;

/// <summary>YAML by YamlDotNet's parser: its events are turned into data, and nothing else of the library is used.</summary>
internal sealed class YamlDotNetReader : IYamlReader
{
    public JsonNode? Read(string text, int maximumDepth, int maximumNodes)
    {
        try
        {
            Parser parser = new(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _)) return null;
            JsonNode? root = new Document(parser, maximumDepth, maximumNodes).Node(1);
            parser.Consume<DocumentEnd>();
            return parser.TryConsume<StreamEnd>(out _) ? root : throw new FormatException("there is more than one YAML document in it");
        }
        catch (YamlException error)
        {
            throw new FormatException($"it is not YAML that can be used, in line {error.Start.Line}, column {error.Start.Column}");
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or IndexOutOfRangeException or OverflowException)
        {
            // What a parser of somebody else's meets in input that nobody has thought of.
            throw new FormatException("it is not YAML that can be used");
        }
    }

    private sealed class Document(IParser parser, int maximumDepth, int maximumNodes)
    {
        private int _nodes;

        public JsonNode? Node(int depth)
        {
            if (parser.Current is not NodeEvent next) throw Refused("an alias, which is not read here, or no data");
            if (depth > maximumDepth) throw Refused($"more than {maximumDepth} levels");
            if (++_nodes > maximumNodes) throw Refused($"more than {maximumNodes} nodes");
            if (!next.Anchor.IsEmpty) throw Refused("an anchor, which is not read here");
            if (!next.Tag.IsEmpty) throw Refused("a tag, which is not read here");
            return next switch
            {
                MappingStart => Mapping(depth),
                SequenceStart => Sequence(depth),
                _ => Scalar(),
            };
        }

        private JsonObject Mapping(int depth)
        {
            parser.Consume<MappingStart>();
            JsonObject mapping = [];
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                if (parser.Current is not YamlDotNet.Core.Events.Scalar) throw Refused("a key that is not text");
                string key = Node(depth + 1)?.GetValue<string>() ?? throw Refused("an empty key");
                if (mapping.ContainsKey(key)) throw Refused("a key that comes twice");
                mapping.Add(key, Node(depth + 1));
            }

            return mapping;
        }

        private JsonArray Sequence(int depth)
        {
            parser.Consume<SequenceStart>();
            JsonArray sequence = [];
            while (!parser.TryConsume<SequenceEnd>(out _)) sequence.Add(Node(depth + 1));
            return sequence;
        }

        private JsonValue? Scalar()
        {
            Scalar scalar = parser.Consume<Scalar>();
            return scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" } ? null : JsonValue.Create(scalar.Value);
        }

        private FormatException Refused(string what) => new($"it has {what}, in line {parser.Current?.Start.Line ?? 0}");
    }
}
