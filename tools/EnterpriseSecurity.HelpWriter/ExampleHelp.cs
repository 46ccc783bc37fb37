namespace EnterpriseSecurity.HelpWriter;

/// <summary>An example of a cmdlet's use.</summary>
/// <param name="Title">What it shows; the first paragraph of the comment, without its full stop.</param>
/// <param name="Code">What to type.</param>
/// <param name="Remarks">What to notice.</param>
public sealed record ExampleHelp(string Title, string Code, IReadOnlyList<HelpBlock> Remarks);
