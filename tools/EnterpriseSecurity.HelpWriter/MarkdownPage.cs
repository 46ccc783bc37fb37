using System.Text;

namespace EnterpriseSecurity.HelpWriter;

/// <summary>A cmdlet's page in the reference.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="pages">The names of the cmdlets that have a page.</param>
public sealed class MarkdownPage(CmdletHelp cmdlet, IReadOnlySet<string> pages)
{
    private const int LineLength = 100;

    private readonly StringBuilder _text = new();

    /// <summary>The page.</summary>
    public string Text
    {
        get
        {
            if (_text.Length == 0) Write();
            return _text.ToString();
        }
    }

    private void Write()
    {
        _text.Append($"# {cmdlet.Name}\n\n{MarkdownText.Blocks(cmdlet.Synopsis)}");
        Heading("Syntax");
        foreach (ParameterSetHelp set in cmdlet.ParameterSets) _text.Append(MarkdownText.Code(Syntax(set), "powershell"));
        Section("Description", cmdlet.Description);
        Examples();
        Heading("Parameters");
        foreach (ParameterHelp parameter in cmdlet.Parameters) Parameter(parameter);
        _text.Append("\nThe common parameters, such as `-Verbose` and `-ErrorAction`, are taken as well.\n");
        Types("Inputs", cmdlet.Inputs, "Nothing is taken from the pipeline.");
        Types("Outputs", cmdlet.Outputs, "Nothing is written.");
        Section("Notes", cmdlet.Notes);
        Related();
    }

    private void Heading(string title) => _text.Append($"\n## {title}\n");

    private void Section(string title, IReadOnlyList<HelpBlock> blocks)
    {
        if (blocks.Count == 0) return;
        Heading(title);
        _text.Append(MarkdownText.Blocks(blocks));
    }

    private string Syntax(ParameterSetHelp set)
    {
        List<string> lines = [cmdlet.Name];
        foreach (string part in set.Parameters.Select(parameter => Syntax(parameter, set.Use(parameter))).Append("[<CommonParameters>]"))
        {
            if (lines[^1].Length + 1 + part.Length > LineLength) lines.Add($"    {part}");
            else lines[^1] += $" {part}";
        }

        return string.Join('\n', lines);
    }

    private static string Syntax(ParameterHelp parameter, ParameterUse use)
    {
        if (parameter.IsSwitch) return use.IsMandatory ? $"-{parameter.Name}" : $"[-{parameter.Name}]";
        string name = use.Position is null ? $"-{parameter.Name}" : $"[-{parameter.Name}]";
        string value = $"<{parameter.TypeName}>";
        return use.IsMandatory ? $"{name} {value}" : $"[{name} {value}]";
    }

    private void Examples()
    {
        if (cmdlet.Examples.Count == 0) return;
        Heading("Examples");
        for (int i = 0; i < cmdlet.Examples.Count; i++)
        {
            ExampleHelp example = cmdlet.Examples[i];
            _text.Append(i == 0 ? "" : "\n").Append($"### {i + 1}. {example.Title}\n{MarkdownText.Code(example.Code, "powershell")}");
            if (example.Remarks.Count > 0) _text.Append('\n').Append(MarkdownText.Blocks(example.Remarks));
        }
    }

    private void Parameter(ParameterHelp parameter)
    {
        _text.Append($"\n### -{parameter.Name}\n{MarkdownText.Blocks(parameter.Description)}\n");
        foreach (AcceptedValue value in parameter.AcceptedValues)
        {
            _text.Append(value.Summary.Count == 0 ? $"- `{value.Name}`\n" : $"- `{value.Name}`: {MarkdownText.Line(value.Summary)}\n");
        }

        if (parameter.AcceptedValues.Count > 0) _text.Append('\n');
        _text.Append(string.Join(" · ", Facts(parameter))).Append('\n');
    }

    private IEnumerable<string> Facts(ParameterHelp parameter)
    {
        yield return $"`{parameter.TypeName}`";
        yield return Required(parameter);
        if (parameter.Position != "named") yield return $"position {parameter.Position}";
        if (parameter.Default is { } value && !parameter.IsSwitch) yield return $"default `{value}`";
        if (parameter.PipelineInput != "False") yield return $"from the pipeline ({parameter.PipelineInput["True (".Length..^1]})";
        if (parameter.TakesWildcards) yield return "wildcards";
        if (parameter.Aliases.Count > 0) yield return $"alias {string.Join(", ", parameter.Aliases.Select(alias => $"`{alias}`"))}";
        if (parameter.Uses.Any(use => use.Set != ParameterReader.AllSets) && cmdlet.ParameterSets.Count > 1)
        {
            yield return $"set {string.Join(", ", parameter.Uses.Select(use => use.Set))}";
        }
    }

    private static string Required(ParameterHelp parameter)
    {
        if (parameter.IsMandatory) return "required";
        string[] sets = [.. parameter.Uses.Where(use => use.IsMandatory).Select(use => use.Set)];
        return sets.Length == 0 ? "optional" : $"required in {string.Join(", ", sets)}";
    }

    private void Types(string title, IReadOnlyList<TypeHelp> types, string none)
    {
        Heading(title);
        foreach (TypeHelp type in types)
        {
            _text.Append($"- `{type.Name}`{(type.Description.Count == 0 ? "" : $": {MarkdownText.Line(type.Description)}")}\n");
        }

        if (types.Count == 0) _text.Append(none).Append('\n');
    }

    private void Related()
    {
        if (cmdlet.Related.Count == 0) return;
        Heading("Related");
        foreach (string related in cmdlet.Related)
        {
            bool isTopic = related.StartsWith("about_", StringComparison.Ordinal);
            _text.Append(pages.Contains(related) ? $"- [{related}]({related}.md)\n" : isTopic ? $"- [{related}](../about/{related}.md)\n" : $"- {related}\n");
        }
    }
}
