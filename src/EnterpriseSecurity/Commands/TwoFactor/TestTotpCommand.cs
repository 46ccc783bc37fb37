using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>
/// Checks a one-time password. Of a user enrolled in the store it is accepted once, the first confirms the enrolment,
/// and wrong ones are slowed down; against a secret at hand nothing is remembered.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "Totp", DefaultParameterSetName = ByUser)]
[OutputType(typeof(bool), typeof(OtpVerification))]
public sealed class TestTotpCommand : OtpSecretCmdlet
{
    private const string ByUser = "UserId";

    /// <summary>The code as it was typed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Code { get; set; } = "";

    /// <summary>The user whose code it should be.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ByUser)]
    [ArgumentCompleter(typeof(TotpUserIdCompleter))]
    public string UserId { get; set; } = "";

    /// <summary>The secret: Base32, or an otpauth URI.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BySecret)]
    [OtpSecretTransformation]
    public SecureString Secret { get; set; } = null!;

    /// <summary>
    /// By time, how many periods before and after are accepted too, 0 to 10, 1 when it is not given; by a counter, how
    /// many counters ahead, 0 to 100, 10 when it is not given.
    /// </summary>
    [Parameter]
    [ValidateRange(0, OneTimePasswords.MaximumLookAhead)]
    public int? Window { get; set; }

    /// <summary>The moment to check for; now when it is not given.</summary>
    [Parameter(ParameterSetName = BySecret)]
    public DateTimeOffset? At { get; set; }

    /// <summary>Writes what was learned instead of true or false. It is for the operator, not for who signs in.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == BySecret) ForEachInput(null, () => Write(Check()));
        else ForEachInput(UserId, () => Write(Resolve().TwoFactor.Verify(UserId, Code, Window)));
    }

    private OtpVerification Check()
    {
        using OtpKey key = ReadKey(Secret);
        long? step = OneTimePasswords.Verify(key, Code, Window, At);
        return new OtpVerification { Reason = step is null ? OtpVerificationReason.WrongCode : OtpVerificationReason.Accepted, Step = step };
    }

    private void Write(OtpVerification verdict) => WriteObject(Detailed ? verdict : (object)verdict.IsValid);
}
