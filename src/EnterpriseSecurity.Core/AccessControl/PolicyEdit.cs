namespace EnterpriseSecurity.AccessControl;

/// <summary>One record that a change of the policy wrote or took away.</summary>
internal sealed record PolicyEdit(long Generation, string Collection, string Id);
