namespace EnterpriseSecurity.Tokens;

/// <summary>What is known of one version of a signing key without its private part.</summary>
public sealed record JwtSigningKeyInfo
{
    /// <summary>The key's name.</summary>
    public required string Name { get; init; }

    /// <summary>The id that goes into tokens.</summary>
    public required string KeyId { get; init; }

    /// <summary>The only algorithm that it is used with.</summary>
    public required JwtAlgorithm Algorithm { get; init; }

    /// <summary>Counts the rotations, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>What it is used for now.</summary>
    public required JwtSigningKeyState State { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when it verifies; null for the current version, and for one whose rotation has not set an end yet.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The public part as a JSON Web Key; null for a shared secret.</summary>
    public string? PublicJwk { get; init; }
}
