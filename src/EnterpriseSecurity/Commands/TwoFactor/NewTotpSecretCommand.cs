using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>
/// Makes the secret of a second factor. With a store connected the user is enrolled, pending until the first code comes
/// back; a pending enrolment that is there already is replaced.
/// </summary>
[Cmdlet(VerbsCommon.New, "TotpSecret", SupportsShouldProcess = true)]
[OutputType(typeof(TotpSecret))]
public sealed class NewTotpSecretCommand : OtpCmdlet
{
    /// <summary>The user; the account in the authenticator app.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TotpUserIdCompleter))]
    public string[] UserId { get; set; } = [];

    /// <summary>Who asks for the codes, as the user's app shows it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string Issuer { get; set; } = OtpEnrollmentOptions.DefaultIssuer;

    /// <summary>Whether codes move with the time or with a counter.</summary>
    [Parameter]
    public OtpType Type { get; set; } = OtpType.Totp;

    /// <summary>The hash function. Not every authenticator app knows another than Sha1.</summary>
    [Parameter]
    public OtpAlgorithm Algorithm { get; set; } = OtpAlgorithm.Sha1;

    /// <summary>The digits of a code. Not every authenticator app knows another number than 6.</summary>
    [Parameter]
    [ValidateRange(OtpParameters.MinimumDigits, OtpParameters.MaximumDigits)]
    public int Digits { get; set; } = OtpParameters.Default.Digits;

    /// <summary>For how many seconds a code stands. Not every authenticator app knows another number than 30.</summary>
    [Parameter]
    [ValidateRange(1, OtpParameters.MaximumPeriod)]
    public int Period { get; set; } = OtpParameters.Default.Period;

    /// <summary>Makes the secret alone, though a store is connected.</summary>
    [Parameter]
    public SwitchParameter NoEnroll { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        OtpEnrollmentOptions options = new() { Issuer = Issuer, Parameters = new OtpParameters { Type = Type, Algorithm = Algorithm, Digits = Digits, Period = Period } };
        EnterpriseSecurityManager? store = NoEnroll ? null : TryResolve();
        foreach (string user in UserId)
        {
            if (!ShouldProcess(user, store is null ? "Make one-time password secret" : "Enrol second factor")) continue;
            ForEachInput(user, () =>
            {
                using OtpKey key = store is null ? OneTimePasswords.CreateKey(Issuer, user, options.Parameters) : store.TwoFactor.Enroll(user, options);
                WriteObject(new TotpSecret(key, isEnrolled: store is not null));
            });
        }
    }
}
