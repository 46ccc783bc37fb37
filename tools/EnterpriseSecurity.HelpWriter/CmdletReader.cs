using System.Reflection;
using System.Xml.Linq;

namespace EnterpriseSecurity.HelpWriter;

/// <summary>Reads the help of one cmdlet from its class.</summary>
internal sealed class CmdletReader(DocumentationFile comments, DocumentationReader reader)
{
    // System.Management.Automation.ConfirmImpact.High, which attribute data gives as a number.
    private const int HighImpact = 3;

    public CmdletHelp Read(Type type, CustomAttributeData cmdlet)
    {
        string verb = (string)cmdlet.ConstructorArguments[0].Value!;
        string noun = (string)cmdlet.ConstructorArguments[1].Value!;
        string owner = $"{verb}-{noun}";
        XElement? comment = comments.Of(type);
        IReadOnlyList<HelpBlock> remarks = reader.Read(comment?.Element("remarks"));
        IReadOnlyList<ParameterHelp> parameters = [.. new ParameterReader(comments, reader).Read(type), .. Questions(cmdlet)];
        return new CmdletHelp
        {
            Verb = verb,
            Noun = noun,
            Domain = type.Namespace!.Split('.')[^1],
            Synopsis = reader.Read(comment?.Element("summary")),
            Description = [.. remarks.Where(block => block.Kind != HelpBlockKind.Note)],
            Notes = [.. remarks.Where(block => block.Kind == HelpBlockKind.Note), .. GeneratedNotes(type, cmdlet)],
            Parameters = parameters,
            ParameterSets = Sets(parameters, cmdlet.Named("DefaultParameterSetName") as string),
            Inputs = Inputs(parameters),
            Outputs = Outputs(type),
            Examples = [.. (comment?.Elements("example") ?? []).Select(example => reader.ReadExample(example, owner))],
            Related = [.. (comment?.Elements("seealso") ?? []).Select(link => reader.ReadLink(link, owner))],
        };
    }

    private static IEnumerable<ParameterHelp> Questions(CustomAttributeData cmdlet)
    {
        if (!cmdlet.IsSet("SupportsShouldProcess")) yield break;
        yield return Question("WhatIf", "wi", "Says what would be done, and does nothing.");
        yield return Question("Confirm", "cf", "Asks before it acts.");
    }

    private static ParameterHelp Question(string name, string alias, string description) => new()
    {
        Name = name,
        TypeName = ParameterReader.Switch,
        IsSwitch = true,
        Description = [HelpBlock.Words(description)],
        Uses = [new ParameterUse(ParameterReader.AllSets, false, null, false, false, false)],
        Aliases = [alias],
        AcceptedValues = [],
        Default = "False",
        TakesWildcards = false,
    };

    private static IEnumerable<HelpBlock> GeneratedNotes(Type type, CustomAttributeData cmdlet)
    {
        for (Type? one = type.BaseType; one is not null; one = one.BaseType)
        {
            if (one.Name == "StoreCmdlet") yield return HelpBlock.Words("Works on the connected store, or on the one that -Store names. Without one it ends with the error StoreNotConnected: run Connect-SecurityStore first.");
        }

        if (cmdlet.Named("ConfirmImpact") is HighImpact) yield return HelpBlock.Words("Asks for confirmation before it acts. In a script without a user, give -Confirm:$false, or -Force where the cmdlet has it.");
    }

    private static IReadOnlyList<ParameterSetHelp> Sets(IReadOnlyList<ParameterHelp> parameters, string? first)
    {
        List<string> names = [.. parameters.SelectMany(parameter => parameter.Uses).Select(use => use.Set).Where(set => set != ParameterReader.AllSets).Distinct()];
        // The default set may be one that no parameter names: what is left when no other's parameters are given.
        if (first is not null && !names.Contains(first)) names.Add(first);
        if (names.Count == 0) names.Add(ParameterReader.AllSets);
        // The default set may have no parameter of its own.
        else if (first is not null && !names.Contains(first)) names.Add(first);
        return [.. names.OrderBy(name => name == first ? 0 : 1).Select(name => Set(name, parameters))];
    }

    private static ParameterSetHelp Set(string name, IReadOnlyList<ParameterHelp> parameters)
    {
        // Each parameter as it is in this set: its own use, or that for all sets.
        List<ParameterHelp> members = [];
        foreach (ParameterHelp parameter in parameters)
        {
            ParameterUse? use = parameter.Uses.FirstOrDefault(use => use.Set == name) ?? parameter.Uses.FirstOrDefault(use => use.Set == ParameterReader.AllSets);
            if (use is not null) members.Add(parameter with { Uses = [use with { Set = name }] });
        }

        return new ParameterSetHelp(name, [.. members
            .OrderBy(parameter => parameter.Uses[0].Position ?? int.MaxValue)
            .ThenBy(parameter => parameter.IsMandatory ? 0 : parameter.Name is "WhatIf" or "Confirm" ? 2 : 1)]);
    }

    private static IReadOnlyList<TypeHelp> Inputs(IReadOnlyList<ParameterHelp> parameters)
    {
        List<TypeHelp> inputs = [];
        foreach (ParameterHelp parameter in parameters.Where(parameter => parameter.Uses.Any(use => use.TakesInput)))
        {
            inputs.Add(new TypeHelp(parameter.TypeName.TrimEnd('[', ']'), [Sentence("What is piped in is the value of ", [parameter])]));
        }

        List<ParameterHelp> byName = [.. parameters.Where(parameter => parameter.Uses.Any(use => use.TakesProperty))];
        if (byName.Count > 0) inputs.Add(new TypeHelp("PSObject", [Sentence("Objects with properties of these names, or of their aliases, are the values of ", byName)]));
        return inputs;
    }

    private static HelpBlock Sentence(string start, List<ParameterHelp> parameters)
    {
        List<HelpRun> runs = [new HelpRun(HelpRunKind.Text, start)];
        foreach (ParameterHelp parameter in parameters)
        {
            if (runs.Count > 1) runs.Add(new HelpRun(HelpRunKind.Text, parameter == parameters[^1] ? " and " : ", "));
            runs.Add(new HelpRun(HelpRunKind.Parameter, parameter.Name));
        }

        runs.Add(new HelpRun(HelpRunKind.Text, "."));
        return new HelpBlock(HelpBlockKind.Paragraph, runs);
    }

    private IReadOnlyList<TypeHelp> Outputs(Type type) =>
    [
        .. type.AllData("OutputTypeAttribute").SelectMany(attribute => attribute.Values()).OfType<Type>()
            .Where(output => output != typeof(void))
            .Select(output => new TypeHelp(output.FullName!, reader.Read(comments.Of(output)?.Element("summary")))),
    ];
}
