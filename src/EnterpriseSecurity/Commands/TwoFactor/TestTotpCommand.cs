using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>Tells whether a one-time password is right, for a user enrolled in the store or for a secret at hand.</summary>
/// <remarks>
/// <para>
/// With <c>-UserId</c> the code is checked for the user enrolled in the connected store. A code is accepted once: it
/// and all earlier ones are refused from then on, in every process. The first right code confirms a pending
/// enrolment. From the fifth wrong code in a row on, codes are not looked at for 1, 2, 4, … seconds, up to 15
/// minutes. Backup codes count in the same row.
/// </para>
/// <para>
/// The answer is False for a wrong code, a used one, a user who is not enrolled and a user who must wait alike, and
/// takes the same work. <c>-Detailed</c> tells them apart (WrongCode, Reused, NotEnrolled, Throttled, with
/// RetryAfter); show that to the operator, not to the person who signs in.
/// </para>
/// <para>
/// With <c>-Secret</c> no store is needed and nothing is remembered: a code is accepted again, and guessing is not
/// slowed down. A URI says how its codes are made; parameters given beside it take precedence.
/// </para>
/// <para>
/// Each check leaves the audit entry <c>totp_verified</c> in the connected store, with the result denied and the
/// reason, never the code.
/// </para>
/// </remarks>
/// <example>
/// <para>Ask for the second factor at sign-in, and take a backup code too.</para>
/// <code>
/// $code = Read-Host 'Code'
/// if ((Test-Totp $code -UserId alice) -or (Test-BackupCode $code -UserId alice)) { 'welcome' } else { 'not accepted' }
/// </code>
/// </example>
/// <example>
/// <para>Find out why a user's codes are refused.</para>
/// <code>
/// Test-Totp (Read-Host 'Code') -UserId alice -Detailed | Format-List Reason, RetryAfter, RemainingBackupCodes
/// </code>
/// </example>
/// <example>
/// <para>Check a code against a secret that is kept as a protected secret.</para>
/// <code>
/// $secret = Unprotect-Secret github-totp
/// Test-Totp ($secret | Get-TotpCode) -Secret $secret -Window 0
/// </code>
/// </example>
/// <example>
/// <para>Bring a counter token back that ran up to 100 codes ahead.</para>
/// <code>
/// Test-Totp (Read-Host 'Code') -UserId erin -Window 100
/// </code>
/// </example>
/// <seealso cref="NewTotpSecretCommand"/>
/// <seealso cref="TestBackupCodeCommand"/>
/// <seealso cref="GetTotpEnrollmentCommand"/>
/// <seealso cref="GetTotpCodeCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "Totp", DefaultParameterSetName = ByUser)]
[OutputType(typeof(bool), typeof(OtpVerification))]
public sealed class TestTotpCommand : OtpSecretCmdlet
{
    private const string ByUser = "UserId";

    /// <summary>The code as it was typed: digits, exactly as many as a code has.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Code { get; set; } = "";

    /// <summary>The user whose code it should be; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ByUser)]
    [ArgumentCompleter(typeof(TotpUserIdCompleter))]
    public string UserId { get; set; } = "";

    /// <summary>
    /// The secret in Base32 or as an otpauth:// URI; text, a SecureString, or what <see cref="NewTotpSecretCommand"/>
    /// writes.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = BySecret)]
    [OtpSecretTransformation]
    public SecureString Secret { get; set; } = null!;

    /// <summary>
    /// By time, how many periods before and after are accepted too: 0 to 10, 1 by default. By a counter, how many
    /// counters ahead: 0 to 100, 10 by default.
    /// </summary>
    [Parameter]
    [ValidateRange(0, OneTimePasswords.MaximumLookAhead)]
    public int? Window { get; set; }

    /// <summary>The moment to check for; now by default.</summary>
    [Parameter(ParameterSetName = BySecret)]
    public DateTimeOffset? At { get; set; }

    /// <summary>
    /// Writes an object with IsValid, Reason, RetryAfter, Confirmed and RemainingBackupCodes instead of true or
    /// false.
    /// </summary>
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
