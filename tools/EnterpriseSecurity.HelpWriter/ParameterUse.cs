namespace EnterpriseSecurity.HelpWriter;

/// <summary>How a parameter takes part in one parameter set.</summary>
/// <param name="Set">The set's name.</param>
/// <param name="IsMandatory">True when it must be given.</param>
/// <param name="Position">Its place among the values without a name; null when it has none.</param>
/// <param name="TakesInput">True when objects from the pipeline are its values.</param>
/// <param name="TakesProperty">True when their property of its name is its value.</param>
/// <param name="TakesRest">True when it takes all the values that are left.</param>
public sealed record ParameterUse(string Set, bool IsMandatory, int? Position, bool TakesInput, bool TakesProperty, bool TakesRest);
