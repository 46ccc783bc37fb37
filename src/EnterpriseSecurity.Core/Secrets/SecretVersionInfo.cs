namespace EnterpriseSecurity.Secrets;

/// <summary>What is known of one version of a secret.</summary>
/// <param name="Id">The secret's id.</param>
/// <param name="Name">The secret's name.</param>
/// <param name="Version">The version, from 1.</param>
/// <param name="Algorithm">How it is sealed.</param>
/// <param name="ValueKind">What its value is.</param>
/// <param name="CreatedAt">When this value was set.</param>
/// <param name="IsCurrent">True for the version that is returned when none is named.</param>
public sealed record SecretVersionInfo(string Id, string Name, int Version, SecretAlgorithm Algorithm, SecretKind ValueKind, DateTimeOffset CreatedAt, bool IsCurrent)
{
    /// <summary>What the version is good for.</summary>
    public SecretVersionState State { get; init; }

    /// <summary>From when on the version is not readable any more; null for one that nobody has set an end.</summary>
    public DateTimeOffset? RetiresAt { get; init; }
}
