namespace EnterpriseSecurity.Passwords;

/// <summary>What came of comparing a password with a hash.</summary>
public sealed record PasswordHashVerification
{
    /// <summary>True when the password is the one of the hash.</summary>
    public required bool IsValid { get; init; }

    /// <summary>Why.</summary>
    public required PasswordHashReason Reason { get; init; }

    /// <summary>The hash's algorithm.</summary>
    public required PasswordHashAlgorithm Algorithm { get; init; }

    /// <summary>The hash's spelling.</summary>
    public required PasswordHashFormat Format { get; init; }

    /// <summary>True when the password should be hashed anew, now that it is known.</summary>
    public bool NeedsRehash => RehashReason is not null;

    /// <summary>Why it should be hashed anew; null when it need not.</summary>
    public PasswordRehashReason? RehashReason { get; init; }
}
