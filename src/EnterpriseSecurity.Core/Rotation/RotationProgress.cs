namespace EnterpriseSecurity.Rotation;

/// <summary>How far a rotation was taken.</summary>
/// <param name="Moves">The number of moves that were made by this call; what others made is not counted.</param>
/// <param name="Value">What of the successor is shown once, when the rotation has come to its end and nobody was given it; else null.</param>
internal readonly record struct RotationProgress(int Moves, string? Value);
