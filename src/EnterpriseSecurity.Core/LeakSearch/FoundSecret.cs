namespace EnterpriseSecurity.LeakSearch;

/// <summary>A secret of the store at a place in a text.</summary>
internal readonly record struct FoundSecret(int Start, int Length, string Name, int Version, LeakForm Form);
