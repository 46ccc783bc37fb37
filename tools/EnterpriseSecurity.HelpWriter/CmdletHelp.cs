namespace EnterpriseSecurity.HelpWriter;

/// <summary>All that help says of a cmdlet.</summary>
public sealed record CmdletHelp
{
    /// <summary>The verb.</summary>
    public required string Verb { get; init; }

    /// <summary>The noun.</summary>
    public required string Noun { get; init; }

    /// <summary>The domain: the last part of the namespace.</summary>
    public required string Domain { get; init; }

    /// <summary>What it does, in a sentence; empty when the code does not say.</summary>
    public required IReadOnlyList<HelpBlock> Synopsis { get; init; }

    /// <summary>What it does, needs and leaves behind; empty when the code does not say.</summary>
    public required IReadOnlyList<HelpBlock> Description { get; init; }

    /// <summary>What there is to know besides.</summary>
    public required IReadOnlyList<HelpBlock> Notes { get; init; }

    /// <summary>Its parameters, the common ones left out.</summary>
    public required IReadOnlyList<ParameterHelp> Parameters { get; init; }

    /// <summary>The ways to call it.</summary>
    public required IReadOnlyList<ParameterSetHelp> ParameterSets { get; init; }

    /// <summary>What it takes from the pipeline.</summary>
    public required IReadOnlyList<TypeHelp> Inputs { get; init; }

    /// <summary>What it writes.</summary>
    public required IReadOnlyList<TypeHelp> Outputs { get; init; }

    /// <summary>Examples.</summary>
    public required IReadOnlyList<ExampleHelp> Examples { get; init; }

    /// <summary>Related cmdlets and topics.</summary>
    public required IReadOnlyList<string> Related { get; init; }

    /// <summary>Verb and noun.</summary>
    public string Name => $"{Verb}-{Noun}";
}
