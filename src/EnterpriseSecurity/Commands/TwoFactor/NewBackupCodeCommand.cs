using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>Makes backup codes for an enrolled user, for when the device is not at hand.</summary>
/// <remarks>
/// <para>
/// The codes have eight characters (40 random bits), written ABCD-EFGH. They are text, because they are meant to be
/// handed to the user, and are shown only once: the store keeps keyed hashes. Each works once. New codes replace all
/// that the user had. The enrolment may still be pending.
/// </para>
/// <para>The audit trail gets the entry <c>backup_codes_generated</c> with the number. Error: <c>TotpEnrollmentNotFound</c>.</para>
/// </remarks>
/// <example>
/// <para>Make ten codes and write them to a file for the user.</para>
/// <code>
/// New-BackupCode alice | Set-Content ./alice-backup-codes.txt
/// </code>
/// </example>
/// <example>
/// <para>Make four codes for each user who has none left, one line a user.</para>
/// <code>
/// Get-TotpEnrollment | Where-Object RemainingBackupCodes -EQ 0 | ForEach-Object { "$($_.UserId): $(New-BackupCode $_.UserId -Count 4)" }
/// </code>
/// </example>
/// <seealso cref="TestBackupCodeCommand"/>
/// <seealso cref="GetTotpEnrollmentCommand"/>
/// <seealso cref="NewTotpSecretCommand"/>
[Cmdlet(VerbsCommon.New, "BackupCode", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class NewBackupCodeCommand : StoreCmdlet
{
    /// <summary>The user; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TotpUserIdCompleter))]
    public string UserId { get; set; } = "";

    /// <summary>How many codes, 1 to 100; 10 by default.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int Count { get; set; } = TwoFactorManager.DefaultBackupCodes;

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (!ShouldProcess(UserId, $"Replace all backup codes by {Count} new ones")) return;
        ForEachInput(UserId, () => WriteObject(store.TwoFactor.CreateBackupCodes(UserId, Count), enumerateCollection: true));
    }
}
