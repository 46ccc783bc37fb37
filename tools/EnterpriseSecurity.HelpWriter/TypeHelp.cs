namespace EnterpriseSecurity.HelpWriter;

/// <summary>A type that a cmdlet takes or writes.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Description">What it is, or which parameters take it.</param>
public sealed record TypeHelp(string Name, IReadOnlyList<HelpBlock> Description);
