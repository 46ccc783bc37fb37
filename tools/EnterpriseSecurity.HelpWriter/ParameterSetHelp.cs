namespace EnterpriseSecurity.HelpWriter;

/// <summary>One way to call a cmdlet.</summary>
/// <param name="Name">The set's name.</param>
/// <param name="Parameters">Its parameters, in the order in which they are shown.</param>
public sealed record ParameterSetHelp(string Name, IReadOnlyList<ParameterHelp> Parameters)
{
    /// <summary>The part that a parameter has in this set.</summary>
    public ParameterUse Use(ParameterHelp parameter) => parameter.Uses.First(use => use.Set == Name);
}
