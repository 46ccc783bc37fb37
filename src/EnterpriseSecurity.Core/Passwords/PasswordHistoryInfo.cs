namespace EnterpriseSecurity.Passwords;

/// <summary>What is known of a user's passwords.</summary>
public sealed record PasswordHistoryInfo
{
    /// <summary>The user's id, as it was first written.</summary>
    public required string UserId { get; init; }

    /// <summary>How many hashes are kept.</summary>
    public required int Count { get; init; }

    /// <summary>How many were ever added: a number that grows with each change.</summary>
    public required long Version { get; init; }

    /// <summary>When the password was changed last.</summary>
    public required DateTimeOffset LastChangedAt { get; init; }

    /// <summary>When it will be, or became, too old for the policy; null when the policy sets no age.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>True when it is too old for the policy.</summary>
    public required bool IsExpired { get; init; }
}
