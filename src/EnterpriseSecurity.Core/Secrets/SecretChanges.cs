namespace EnterpriseSecurity.Secrets;

/// <summary>What to change of a secret beside its value. A member that is not set stays as it is.</summary>
public sealed record SecretChanges
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new tags, all of them.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>For how long, from now, it can be read.</summary>
    public TimeSpan? ExpiresIn { get; init; }

    /// <summary>Until when it can be read.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>True: it does not expire any more.</summary>
    public bool NeverExpires { get; init; }
}
