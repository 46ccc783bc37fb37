using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>Tells whether a backup code is right, and uses it up.</summary>
/// <remarks>
/// <para>
/// Case, spaces and hyphens in the code do not matter. A right code works once. Wrong codes count together with wrong
/// one-time passwords: from the fifth in a row on, codes are not looked at for a time that grows up to 15 minutes.
/// What has not the form of a backup code is not counted, so one field of a form may take both kinds.
/// </para>
/// <para>
/// The answer is False for a wrong code, a used one, a user who is not enrolled and a user who must wait alike;
/// <c>-Detailed</c> tells them apart, for the operator. A backup code does not confirm a pending enrolment.
/// </para>
/// <para>The audit trail gets the entry <c>backup_code_verified</c>, with the result denied and the reason, never the code.</para>
/// </remarks>
/// <example>
/// <para>Let a user in without the device.</para>
/// <code>
/// if (Test-BackupCode (Read-Host 'Backup code') -UserId alice) { 'welcome' }
/// </code>
/// </example>
/// <example>
/// <para>Use a code up and see how many are left.</para>
/// <code>
/// $verdict = Test-BackupCode (Read-Host 'Backup code') -UserId alice -Detailed
/// "accepted: $($verdict.IsValid), codes left: $($verdict.RemainingBackupCodes)"
/// </code>
/// </example>
/// <example>
/// <para>Try the codes of a printed sheet; this uses them up.</para>
/// <code>
/// Get-Content ./alice-sheet.txt | Test-BackupCode -UserId alice
/// </code>
/// </example>
/// <seealso cref="NewBackupCodeCommand"/>
/// <seealso cref="TestTotpCommand"/>
/// <seealso cref="GetTotpEnrollmentCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "BackupCode")]
[OutputType(typeof(bool), typeof(OtpVerification))]
public sealed class TestBackupCodeCommand : StoreCmdlet
{
    /// <summary>The code as it was typed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Code { get; set; } = "";

    /// <summary>The user whose code it should be; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TotpUserIdCompleter))]
    public string UserId { get; set; } = "";

    /// <summary>Writes an object with IsValid, Reason, RetryAfter and RemainingBackupCodes instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput(UserId, () =>
    {
        OtpVerification verdict = store.TwoFactor.VerifyBackupCode(UserId, Code);
        WriteObject(Detailed ? verdict : (object)verdict.IsValid);
    });
}
