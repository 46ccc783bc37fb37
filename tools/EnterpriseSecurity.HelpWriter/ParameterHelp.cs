namespace EnterpriseSecurity.HelpWriter;

/// <summary>A parameter of a cmdlet.</summary>
public sealed record ParameterHelp
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its type, as PowerShell spells it.</summary>
    public required string TypeName { get; init; }

    /// <summary>True for one that is given without a value.</summary>
    public required bool IsSwitch { get; init; }

    /// <summary>What it is for; empty when the code does not say.</summary>
    public required IReadOnlyList<HelpBlock> Description { get; init; }

    /// <summary>Its part in each parameter set.</summary>
    public required IReadOnlyList<ParameterUse> Uses { get; init; }

    /// <summary>Its other names.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The values that it takes, when there are only some.</summary>
    public required IReadOnlyList<AcceptedValue> AcceptedValues { get; init; }

    /// <summary>Its value when it is not given; null when there is none.</summary>
    public required string? Default { get; init; }

    /// <summary>True when wildcards stand for several names.</summary>
    public required bool TakesWildcards { get; init; }

    /// <summary>True when it must be given in every set that has it.</summary>
    public bool IsMandatory => Uses.All(use => use.IsMandatory);

    /// <summary>Its place, as help says it.</summary>
    public string Position => Uses.Select(use => use.Position).FirstOrDefault(place => place is not null)?.ToString() ?? "named";

    /// <summary>How it takes pipeline input, as help says it.</summary>
    public string PipelineInput => PipelineInputOf(Uses.Any(use => use.TakesInput), Uses.Any(use => use.TakesProperty));

    /// <summary>How a parameter takes pipeline input, as help says it.</summary>
    public static string PipelineInputOf(bool byValue, bool byName) => (byValue, byName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
