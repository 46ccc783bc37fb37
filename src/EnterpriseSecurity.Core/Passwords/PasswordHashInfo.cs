namespace EnterpriseSecurity.Passwords;

/// <summary>What a password hash says of itself.</summary>
public sealed record PasswordHashInfo
{
    /// <summary>The algorithm.</summary>
    public required PasswordHashAlgorithm Algorithm { get; init; }

    /// <summary>The spelling.</summary>
    public required PasswordHashFormat Format { get; init; }

    /// <summary>The cost, as numbers.</summary>
    public required PasswordHashOptions Options { get; init; }

    /// <summary>The cost in one line, as the algorithm's own formats spell it.</summary>
    public required string Cost { get; init; }

    /// <summary>The salt's size in bytes.</summary>
    public required int SaltLength { get; init; }

    /// <summary>The digest's size in bytes.</summary>
    public required int DigestLength { get; init; }

    /// <summary>True when the password should be hashed anew as soon as it is known.</summary>
    public bool NeedsRehash => RehashReason is not null;

    /// <summary>Why it should be hashed anew; null when it need not.</summary>
    public PasswordRehashReason? RehashReason { get; init; }
}
