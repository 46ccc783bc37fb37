namespace EnterpriseSecurity.Passwords;

/// <summary>Takes one entry of a list of breached passwords.</summary>
/// <param name="hash">The hash.</param>
/// <param name="count">How often it was seen; null when the list does not say.</param>
internal delegate void BreachedPasswordVisitor(ReadOnlySpan<byte> hash, long? count);
