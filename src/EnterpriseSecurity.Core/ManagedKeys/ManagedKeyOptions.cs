namespace EnterpriseSecurity.ManagedKeys;

/// <summary>How a managed key shall be made.</summary>
public sealed record ManagedKeyOptions
{
    /// <summary>The size in bits; when null 3072 for RSA, 256 for the others, 512 for JWT.</summary>
    public int? Size { get; init; }

    /// <summary>What it is good for.</summary>
    public ManagedKeyScope Scope { get; init; } = ManagedKeyScope.Read;

    /// <summary>For how long; without an end when null.</summary>
    public TimeSpan? ExpiresIn { get; init; }

    /// <summary>Names and values to find it by; stored in clear.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>True to make it pending rather than active.</summary>
    public bool Pending { get; init; }
}
