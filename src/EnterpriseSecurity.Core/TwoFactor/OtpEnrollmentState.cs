namespace EnterpriseSecurity.TwoFactor;

/// <summary>How far an enrolment has come.</summary>
public enum OtpEnrollmentState
{
    /// <summary>The secret was given out; no code has come back yet.</summary>
    Pending,

    /// <summary>A first code showed that the user's device has the secret.</summary>
    Active,
}
