namespace EnterpriseSecurity.TwoFactor;

/// <summary>How a user is enrolled.</summary>
public sealed record OtpEnrollmentOptions
{
    /// <summary>The issuer when no other is given.</summary>
    public const string DefaultIssuer = "EnterpriseSecurity";

    /// <summary>Who asks for the codes, as the user's app shows it.</summary>
    public string Issuer { get; init; } = DefaultIssuer;

    /// <summary>How codes are made.</summary>
    public OtpParameters Parameters { get; init; } = OtpParameters.Default;
}
