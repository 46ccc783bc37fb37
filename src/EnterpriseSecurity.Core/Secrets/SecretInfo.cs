namespace EnterpriseSecurity.Secrets;

/// <summary>What is known of a secret without its value.</summary>
public sealed record SecretInfo
{
    /// <summary>The secret's id, a UUID; it stays when the name changes.</summary>
    public required string Id { get; init; }

    /// <summary>The secret's name.</summary>
    public required string Name { get; init; }

    /// <summary>The version of the present value, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>How the present value is sealed.</summary>
    public required SecretAlgorithm Algorithm { get; init; }

    /// <summary>What the present value is.</summary>
    public required SecretKind ValueKind { get; init; }

    /// <summary>When the secret was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it can no longer be read, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When its value was changed last, or null.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>How often its value was changed.</summary>
    public int RotationCount { get; init; }

    /// <summary>Names and values to find it by; stored in clear.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>When it was removed, or null. Until <see cref="PurgeAt"/> that can be undone.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>When a removed secret is destroyed for good, or null.</summary>
    public DateTimeOffset? PurgeAt { get; init; }
}
