namespace EnterpriseSecurity.TwoFactor;

/// <summary>What is known of a user's second factor without its secret.</summary>
public sealed record OtpEnrollment
{
    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>Who asks for the codes, as the user's app shows it.</summary>
    public required string Issuer { get; init; }

    /// <summary>How far the enrolment has come.</summary>
    public required OtpEnrollmentState State { get; init; }

    /// <summary>Whether codes move with the time or with a counter.</summary>
    public required OtpType Type { get; init; }

    /// <summary>The hash function.</summary>
    public required OtpAlgorithm Algorithm { get; init; }

    /// <summary>The digits of a code.</summary>
    public required int Digits { get; init; }

    /// <summary>For how many seconds a code by time stands.</summary>
    public required int Period { get; init; }

    /// <summary>When the secret was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the first code came back; null when none has.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>When a code, or a backup code, was accepted last; null when none was.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The wrong codes since the last right one.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>Until when no code is looked at; null when one is.</summary>
    public DateTimeOffset? ThrottledUntil { get; init; }

    /// <summary>The backup codes that are left.</summary>
    public int RemainingBackupCodes { get; init; }
}
