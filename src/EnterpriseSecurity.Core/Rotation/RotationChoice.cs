namespace EnterpriseSecurity.Rotation;

/// <summary>The credential that a client shall use.</summary>
/// <param name="Id">The id of the credential or version.</param>
/// <param name="IsSuccessor">True when it replaces another one that is still accepted.</param>
/// <param name="RotationId">The rotation that decided it; null when there is none.</param>
public sealed record RotationChoice(string Id, bool IsSuccessor, string? RotationId);
