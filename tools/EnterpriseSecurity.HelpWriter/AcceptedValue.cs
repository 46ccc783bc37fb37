namespace EnterpriseSecurity.HelpWriter;

/// <summary>A value that a parameter takes.</summary>
/// <param name="Name">The value.</param>
/// <param name="Summary">What it means; nothing for one that explains itself.</param>
public sealed record AcceptedValue(string Name, IReadOnlyList<HelpBlock> Summary);
