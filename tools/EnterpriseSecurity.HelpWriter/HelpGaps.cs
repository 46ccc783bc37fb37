namespace EnterpriseSecurity.HelpWriter;

/// <summary>What the help of a cmdlet lacks.</summary>
public static class HelpGaps
{
    private const int FewestExamples = 2;

    /// <summary>A line for each thing that is missing.</summary>
    public static IEnumerable<string> Of(CmdletHelp cmdlet)
    {
        if (cmdlet.Synopsis.Count != 1) yield return $"{cmdlet.Name}: the summary is not one paragraph.";
        if (cmdlet.Description.Count == 0) yield return $"{cmdlet.Name}: no remarks, which are its description.";
        if (cmdlet.Examples.Count < FewestExamples) yield return $"{cmdlet.Name}: {cmdlet.Examples.Count} examples of at least {FewestExamples}.";
        if (cmdlet.Related.Count == 0) yield return $"{cmdlet.Name}: no seealso.";
        foreach (string title in cmdlet.Examples.GroupBy(example => example.Title).Where(same => same.Count() > 1).Select(same => same.Key)) yield return $"{cmdlet.Name}: two examples are called '{title}'.";
        foreach (ParameterHelp parameter in cmdlet.Parameters.Where(parameter => parameter.Description.Count == 0)) yield return $"{cmdlet.Name}: no summary of -{parameter.Name}.";
    }
}
