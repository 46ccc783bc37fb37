namespace EnterpriseSecurity.Secrets;

/// <summary>One of many secrets that were opened: its value, or why there is none.</summary>
/// <param name="Secret">Which was asked for.</param>
/// <param name="Value">Its value, which the caller disposes of; null when it was refused.</param>
/// <param name="Error">Why it was refused; null when it was not.</param>
public sealed record SecretReading(SecretReference Secret, SecretValue? Value, SecurityException? Error)
{
    /// <summary>Says which secret it is, never what its value is.</summary>
    public override string ToString() => Error is null ? $"{Secret} (opened)" : $"{Secret} ({Error.ErrorId})";
}
