namespace EnterpriseSecurity.Passwords;

/// <summary>What a user's history says of a password.</summary>
public sealed record PasswordHistoryCheck
{
    /// <summary>The user's id.</summary>
    public required string UserId { get; init; }

    /// <summary>True when it is none of the passwords that it was compared with.</summary>
    public required bool IsNew { get; init; }

    /// <summary>With how many of the last ones it was to be compared.</summary>
    public required int HistorySize { get; init; }

    /// <summary>When the user's password was changed last; null when there is no history.</summary>
    public DateTimeOffset? LastChangedAt { get; init; }

    /// <summary>When the user's present password will be, or became, too old for the policy; null when the policy sets no age.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>True when the user's present password is too old for the policy.</summary>
    public required bool IsExpired { get; init; }
}
