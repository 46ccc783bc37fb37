namespace EnterpriseSecurity.HelpWriter;

/// <summary>A piece of a paragraph.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
public readonly record struct HelpRun(HelpRunKind Kind, string Text)
{
    /// <summary>As it stands in plain text.</summary>
    public string Plain => Kind == HelpRunKind.Parameter ? $"-{Text}" : Text;
}
