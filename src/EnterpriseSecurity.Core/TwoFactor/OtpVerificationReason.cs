namespace EnterpriseSecurity.TwoFactor;

/// <summary>
/// Why a code was accepted or not. It is for the operator: who signs in is told that a code was accepted or not, and
/// at most when to try again.
/// </summary>
public enum OtpVerificationReason
{
    /// <summary>The code is right.</summary>
    Accepted,

    /// <summary>The code is wrong, or is no code.</summary>
    WrongCode,

    /// <summary>The code, or a later one, was accepted before.</summary>
    Reused,

    /// <summary>After too many wrong codes none is looked at for a while, a right one neither.</summary>
    Throttled,

    /// <summary>The user has no second factor. It took as long as a wrong code.</summary>
    NotEnrolled,
}
