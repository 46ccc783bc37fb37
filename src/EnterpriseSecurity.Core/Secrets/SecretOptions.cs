namespace EnterpriseSecurity.Secrets;

/// <summary>How to store a secret.</summary>
public sealed record SecretOptions
{
    /// <summary>How to seal it; for a new version the algorithm of the old one when null, else AES-256-GCM.</summary>
    public SecretAlgorithm? Algorithm { get; init; }

    /// <summary>For how long it can be read; for ever when null.</summary>
    public TimeSpan? ExpiresIn { get; init; }

    /// <summary>Until when it can be read; instead of <see cref="ExpiresIn"/>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Names and values to find it by; stored in clear.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
