namespace EnterpriseSecurity.TwoFactor;

/// <summary>The verdict on a one-time password or a backup code.</summary>
public sealed record OtpVerification
{
    /// <summary>The user, or null when a code was checked against a secret alone.</summary>
    public string? UserId { get; init; }

    /// <summary>True when the code was accepted.</summary>
    public bool IsValid => Reason == OtpVerificationReason.Accepted;

    /// <summary>Why.</summary>
    public required OtpVerificationReason Reason { get; init; }

    /// <summary>When the next code will be looked at; null when at once.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The time's step, or the counter, of the code that was accepted; null for a backup code.</summary>
    public long? Step { get; init; }

    /// <summary>True when this code was the first of an enrolment, which it confirmed.</summary>
    public bool Confirmed { get; init; }

    /// <summary>How many backup codes the user has left; null when a code was checked against a secret alone, and for a user without a second factor.</summary>
    public int? RemainingBackupCodes { get; init; }
}
