namespace EnterpriseSecurity.HelpWriter;

/// <summary>A paragraph, an item of a list, or lines of code.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Runs">The pieces; lines of code are one piece.</param>
public sealed record HelpBlock(HelpBlockKind Kind, IReadOnlyList<HelpRun> Runs)
{
    /// <summary>The whole as plain text.</summary>
    public string Plain => string.Concat(Runs.Select(run => run.Plain));

    /// <summary>A paragraph of words alone.</summary>
    public static HelpBlock Words(string text) => new(HelpBlockKind.Paragraph, [new HelpRun(HelpRunKind.Text, text)]);
}
