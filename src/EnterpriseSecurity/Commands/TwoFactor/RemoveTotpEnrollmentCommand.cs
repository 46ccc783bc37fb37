using System.Management.Automation;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>Removes users' second factors for good, secrets and backup codes.</summary>
/// <remarks>
/// <para>
/// Use it when a device is lost or replaced: <see cref="NewTotpSecretCommand"/> then enrols the user anew. Until then
/// the user has no second factor here, and <see cref="TestTotpCommand"/> and <see cref="TestBackupCodeCommand"/>
/// answer False. The record's key is overwritten in the database; backups made before still have it.
/// </para>
/// <para>The audit trail gets the entry <c>totp_enrollment_removed</c>. Error: <c>TotpEnrollmentNotFound</c>.</para>
/// </remarks>
/// <example>
/// <para>Give a user with a new phone a new second factor.</para>
/// <code>
/// Remove-TotpEnrollment alice -Force
/// New-TotpSecret alice -Issuer Contoso | New-TotpQrCode
/// </code>
/// </example>
/// <example>
/// <para>Remove enrolments that nobody confirmed within two weeks.</para>
/// <code>
/// Get-TotpEnrollment | Where-Object { $_.State -eq 'Pending' -and $_.CreatedAt -lt (Get-Date).AddDays(-14) } | Remove-TotpEnrollment -Force
/// </code>
/// </example>
/// <example>
/// <para>See first what would be removed.</para>
/// <code>
/// Get-TotpEnrollment b* | Remove-TotpEnrollment -WhatIf
/// </code>
/// </example>
/// <seealso cref="GetTotpEnrollmentCommand"/>
/// <seealso cref="NewTotpSecretCommand"/>
[Cmdlet(VerbsCommon.Remove, "TotpEnrollment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveTotpEnrollmentCommand : StoreCmdlet
{
    /// <summary>The users; case does not matter, and wildcards are not allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TotpUserIdCompleter))]
    public string[] UserId { get; set; } = [];

    /// <summary>Does not ask before it removes.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string user in UserId)
        {
            if (Confirm(Force, user, "Remove second factor and backup codes")) ForEachInput(user, () => store.TwoFactor.Remove(user));
        }
    }
}
