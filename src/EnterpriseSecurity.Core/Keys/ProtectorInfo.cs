namespace EnterpriseSecurity.Keys;

/// <summary>One way to unlock a store, as anyone may see it.</summary>
/// <param name="Id">The protector's id.</param>
/// <param name="Kind">What unlocks.</param>
/// <param name="Description">Where it is to be found: a path, a variable's name, a scheme. Never a secret.</param>
/// <param name="CreatedAt">When it was added.</param>
public sealed record ProtectorInfo(string Id, ProtectorKind Kind, string Description, DateTimeOffset CreatedAt);
