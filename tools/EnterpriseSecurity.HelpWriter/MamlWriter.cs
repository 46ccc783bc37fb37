using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace EnterpriseSecurity.HelpWriter;

/// <summary>Writes help as PowerShell reads it: Microsoft Assistance Markup Language, one file an assembly.</summary>
public static class MamlWriter
{
    private static readonly XNamespace Root = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The file's bytes: UTF-8, the same for the same help.</summary>
    public static byte[] Write(IReadOnlyList<CmdletHelp> cmdlets)
    {
        XDocument document = new(new XElement(Root + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(Cmdlet)));
        using MemoryStream bytes = new();
        XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = "", NewLineChars = "\n", NewLineHandling = NewLineHandling.None };
        using (XmlWriter writer = XmlWriter.Create(bytes, settings)) document.Save(writer);
        return bytes.ToArray();
    }

    private static XElement Cmdlet(CmdletHelp cmdlet) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", cmdlet.Name),
            new XElement(Maml + "description", Paragraphs(cmdlet.Synopsis)),
            new XElement(Command + "verb", cmdlet.Verb),
            new XElement(Command + "noun", cmdlet.Noun)),
        new XElement(Maml + "description", Paragraphs(cmdlet.Description)),
        new XElement(Command + "syntax", cmdlet.ParameterSets.Select(set => SyntaxItem(cmdlet, set))),
        new XElement(Command + "parameters", cmdlet.Parameters.Select(Parameter)),
        new XElement(Command + "inputTypes", OrNone(cmdlet.Inputs, "Nothing is taken from the pipeline.").Select(input => Type(Command + "inputType", input))),
        new XElement(Command + "returnValues", OrNone(cmdlet.Outputs, "Nothing is written.").Select(output => Type(Command + "returnValue", output))),
        new XElement(Command + "terminatingErrors"),
        new XElement(Command + "nonTerminatingErrors"),
        cmdlet.Notes.Count == 0 ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(cmdlet.Notes))),
        new XElement(Command + "examples", cmdlet.Examples.Select(Example)),
        new XElement(Command + "relatedLinks", cmdlet.Related.Select(Link)));

    private static XElement SyntaxItem(CmdletHelp cmdlet, ParameterSetHelp set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", cmdlet.Name),
        set.Parameters.Select(parameter =>
        {
            ParameterUse use = set.Use(parameter);
            XElement element = Head(parameter, use.IsMandatory, use.Position?.ToString(CultureInfo.InvariantCulture) ?? "named");
            element.Add(new XElement(Maml + "description"));
            if (parameter.AcceptedValues.Count > 0) element.Add(ValueGroup(parameter));
            if (!parameter.IsSwitch) element.Add(Value(parameter.TypeName, "true"));
            return element;
        }));

    private static XElement Parameter(ParameterHelp parameter)
    {
        XElement element = Head(parameter, parameter.IsMandatory, parameter.Position);
        element.Add(
            new XElement(Maml + "description", Paragraphs(parameter.Description), AcceptedValues(parameter)),
            Value(parameter.TypeName, parameter.IsSwitch ? "false" : "true"),
            Type(parameter.TypeName),
            new XElement(Dev + "defaultValue", parameter.Default ?? "None"));
        return element;
    }

    private static XElement Head(ParameterHelp parameter, bool isMandatory, string position) => new(
        Command + "parameter",
        new XAttribute("required", isMandatory ? "true" : "false"),
        new XAttribute("variableLength", parameter.TypeName.EndsWith("[]", StringComparison.Ordinal) ? "true" : "false"),
        new XAttribute("globbing", parameter.TakesWildcards ? "true" : "false"),
        new XAttribute("pipelineInput", parameter.PipelineInput),
        new XAttribute("position", position),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name));

    private static XElement ValueGroup(ParameterHelp parameter) =>
        new(Command + "parameterValueGroup", parameter.AcceptedValues.Select(value => Value(value.Name, "false")));

    private static XElement Value(string value, string isRequired) =>
        new(Command + "parameterValue", new XAttribute("required", isRequired), new XAttribute("variableLength", "false"), value);

    private static IEnumerable<XElement> AcceptedValues(ParameterHelp parameter)
    {
        if (parameter.AcceptedValues.Count == 0) yield break;
        yield return new XElement(Maml + "para", "Accepted values:");
        yield return List(parameter.AcceptedValues.Select(value =>
        {
            string meaning = string.Join(' ', value.Summary.Select(block => block.Plain));
            return meaning.Length == 0 ? value.Name : $"{value.Name}: {meaning}";
        }));
    }

    private static IReadOnlyList<TypeHelp> OrNone(IReadOnlyList<TypeHelp> types, string description) =>
        types.Count > 0 ? types : [new TypeHelp("None", [HelpBlock.Words(description)])];

    private static XElement Type(XName name, TypeHelp type) => new(
        name,
        Type(type.Name),
        new XElement(Maml + "description", Paragraphs(type.Description)));

    private static XElement Type(string name) => new(Dev + "type", new XElement(Maml + "name", name), new XElement(Maml + "uri"));

    private static XElement Example(ExampleHelp example, int index) => new(
        Command + "example",
        new XElement(Maml + "title", $"Example {index + 1}: {example.Title}"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paragraphs(example.Remarks)));

    private static XElement Link(string related)
    {
        bool isAddress = related.Contains("://", StringComparison.Ordinal);
        return new XElement(Maml + "navigationLink", new XElement(Maml + "linkText", related), new XElement(Maml + "uri", isAddress ? related : null));
    }

    private static IEnumerable<XElement> Paragraphs(IReadOnlyList<HelpBlock> blocks)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            List<string> items = [.. blocks.Skip(i).TakeWhile(block => block.Kind == HelpBlockKind.Item).Select(block => block.Plain)];
            yield return items.Count > 0 ? List(items) : new XElement(Maml + "para", blocks[i].Plain);
            i += Math.Max(0, items.Count - 1);
        }
    }

    private static XElement List(IEnumerable<string> items) => new(
        Maml + "list",
        new XAttribute("class", "unordered"),
        items.Select(item => new XElement(Maml + "listItem", new XElement(Maml + "para", item))));
}
