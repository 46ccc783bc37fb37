namespace EnterpriseSecurity.Audit;

/// <summary>What chains a line to its neighbours.</summary>
/// <param name="Sequence">The line's place.</param>
/// <param name="Previous">The mac of the line before.</param>
/// <param name="Mac">The line's own mac.</param>
internal readonly record struct AuditLink(long Sequence, byte[] Previous, byte[] Mac);
