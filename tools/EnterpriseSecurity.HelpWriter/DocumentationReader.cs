using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EnterpriseSecurity.HelpWriter;

/// <summary>Turns the elements of an XML comment into blocks.</summary>
/// <param name="cmdlets">The names of the cmdlets by the full names of their classes.</param>
public sealed partial class DocumentationReader(IReadOnlyDictionary<string, string> cmdlets)
{
    /// <summary>The blocks of an element such as <c>summary</c> or <c>remarks</c>; none for null.</summary>
    public IReadOnlyList<HelpBlock> Read(XElement? element)
    {
        List<HelpBlock> blocks = [];
        if (element is not null) ReadBlocks(element, HelpBlockKind.Paragraph, blocks);
        return blocks;
    }

    /// <summary>The example in an <c>example</c> element.</summary>
    /// <param name="element">The element.</param>
    /// <param name="owner">Whose example it is, for the error.</param>
    public ExampleHelp ReadExample(XElement element, string owner)
    {
        IReadOnlyList<HelpBlock> blocks = Read(element);
        int code = blocks.ToList().FindIndex(block => block.Kind == HelpBlockKind.Code);
        if (code < 1) throw new HelpException($"{owner}: an example is a paragraph that is its title, and then its code.");
        // Several blocks of code in a row would be several examples; the runner takes one.
        if (blocks.Count(block => block.Kind == HelpBlockKind.Code) > 1) throw new HelpException($"{owner}: an example has one block of code.");
        return new ExampleHelp(blocks[0].Plain.TrimEnd('.', ':'), blocks[code].Plain, [.. blocks.Skip(1).Where((_, i) => i != code - 1)]);
    }

    /// <summary>What a <c>seealso</c> element points to: a cmdlet, a topic or an address.</summary>
    /// <param name="element">The element.</param>
    /// <param name="owner">Whose it is, for the error.</param>
    public string ReadLink(XElement element, string owner)
    {
        if (element.Attribute("href")?.Value is { } address) return address;
        string target = element.Attribute("cref")?.Value ?? "";
        return cmdlets.GetValueOrDefault(target.StartsWith("T:", StringComparison.Ordinal) ? target[2..] : target)
            ?? throw new HelpException($"{owner}: '{target}' is no cmdlet to see also.");
    }

    private void ReadBlocks(XElement element, HelpBlockKind kind, List<HelpBlock> blocks)
    {
        List<HelpRun> runs = [];
        foreach (XNode node in element.Nodes())
        {
            if (node is XElement { Name.LocalName: "para" or "list" or "item" or "code" or "note" or "description" or "term" } inner)
            {
                Close(kind, runs, blocks);
                ReadBlock(inner, kind, blocks);
            }
            else
            {
                ReadRun(node, runs);
            }
        }

        Close(kind, runs, blocks);
    }

    private void ReadBlock(XElement element, HelpBlockKind kind, List<HelpBlock> blocks)
    {
        switch (element.Name.LocalName)
        {
            case "code":
                blocks.Add(new HelpBlock(HelpBlockKind.Code, [new HelpRun(HelpRunKind.Code, Unindented(element.Value))]));
                break;
            case "item":
                ReadBlocks(element, HelpBlockKind.Item, blocks);
                break;
            case "note":
                ReadBlocks(element, HelpBlockKind.Note, blocks);
                break;
            default:
                ReadBlocks(element, kind, blocks);
                break;
        }
    }

    private void ReadRun(XNode node, List<HelpRun> runs)
    {
        switch (node)
        {
            case XText text:
                runs.Add(new HelpRun(HelpRunKind.Text, Space().Replace(text.Value, " ")));
                break;
            case XElement { Name.LocalName: "c" } element:
                runs.Add(new HelpRun(HelpRunKind.Code, Space().Replace(element.Value, " ")));
                break;
            case XElement { Name.LocalName: "paramref" or "typeparamref" } element:
                runs.Add(new HelpRun(HelpRunKind.Parameter, element.Attribute("name")?.Value ?? ""));
                break;
            case XElement { Name.LocalName: "see" } element:
                runs.Add(Reference(element));
                break;
            case XElement element:
                foreach (XNode inner in element.Nodes()) ReadRun(inner, runs);
                break;
        }
    }

    private HelpRun Reference(XElement element)
    {
        if (element.Attribute("langword")?.Value is { } word) return new HelpRun(HelpRunKind.Code, word);
        if (element.Attribute("href")?.Value is { } address) return new HelpRun(HelpRunKind.Text, element.Value.Length == 0 ? address : element.Value);
        string target = element.Attribute("cref")?.Value ?? "";
        string name = target.Length > 2 && target[1] == ':' ? target[2..] : target;
        if (cmdlets.TryGetValue(name, out string? cmdlet)) return new HelpRun(HelpRunKind.Cmdlet, cmdlet);
        string last = name.Split('(')[0].Split('.')[^1];
        // A property that a comment of a cmdlet names is one of its parameters.
        bool isParameter = target.StartsWith("P:", StringComparison.Ordinal) && name.Split('.')[^2] is { } owner &&
            (owner.EndsWith("Command", StringComparison.Ordinal) || owner.EndsWith("Cmdlet", StringComparison.Ordinal));
        return new HelpRun(isParameter ? HelpRunKind.Parameter : HelpRunKind.Code, last);
    }

    private static void Close(HelpBlockKind kind, List<HelpRun> runs, List<HelpBlock> blocks)
    {
        List<HelpRun> trimmed = [];
        foreach (HelpRun run in runs)
        {
            bool afterSpace = trimmed.Count == 0 || trimmed[^1].Text.EndsWith(' ');
            HelpRun next = afterSpace && run.Kind == HelpRunKind.Text ? run with { Text = run.Text.TrimStart() } : run;
            if (next.Text.Length > 0) trimmed.Add(next);
        }

        if (trimmed.Count > 0 && trimmed[^1].Kind == HelpRunKind.Text)
        {
            HelpRun last = trimmed[^1] with { Text = trimmed[^1].Text.TrimEnd() };
            trimmed.RemoveAt(trimmed.Count - 1);
            if (last.Text.Length > 0) trimmed.Add(last);
        }

        if (trimmed.Count > 0) blocks.Add(new HelpBlock(kind, trimmed));
        runs.Clear();
    }

    private static string Unindented(string code)
    {
        List<string> lines = [.. code.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())];
        while (lines.Count > 0 && lines[0].Length == 0) lines.RemoveAt(0);
        while (lines.Count > 0 && lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        int indent = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length == 0 ? "" : line[indent..]));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
