namespace EnterpriseSecurity.TwoFactor;

/// <summary>What a one-time password moves with.</summary>
public enum OtpType
{
    /// <summary>The time (RFC 6238).</summary>
    Totp,

    /// <summary>A counter (RFC 4226).</summary>
    Hotp,
}
