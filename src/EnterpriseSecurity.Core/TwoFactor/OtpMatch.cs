namespace EnterpriseSecurity.TwoFactor;

/// <summary>Where a code was found.</summary>
/// <param name="Step">The lowest counter or step that has it and may be accepted; null when there is none.</param>
/// <param name="IsOld">True when one that may no longer be accepted has it.</param>
internal readonly record struct OtpMatch(long? Step, bool IsOld);
