using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>Gets what the store knows of users' second factors, never a secret.</summary>
/// <remarks>
/// <para>
/// Each object has the user, the issuer, the state (Pending or Active), how codes are made, when it was made,
/// confirmed and last used, the wrong codes since the last right one, until when codes are refused (ThrottledUntil),
/// and how many backup codes are left.
/// </para>
/// <para>
/// The audit trail gets the entry <c>totp_enrollment_listed</c>. A user without an enrolment is the error
/// <c>TotpEnrollmentNotFound</c>; a wildcard that matches nobody is none.
/// </para>
/// </remarks>
/// <example>
/// <para>See a user's enrolment.</para>
/// <code>
/// Get-TotpEnrollment alice | Format-List
/// </code>
/// </example>
/// <example>
/// <para>List those who have not confirmed theirs after a week.</para>
/// <code>
/// Get-TotpEnrollment | Where-Object { $_.State -eq 'Pending' -and $_.CreatedAt -lt (Get-Date).AddDays(-7) }
/// </code>
/// </example>
/// <example>
/// <para>List those whose backup codes run out, and those who are being guessed at.</para>
/// <code>
/// Get-TotpEnrollment | Where-Object { $_.State -eq 'Active' -and ($_.RemainingBackupCodes -lt 3 -or $_.FailedAttempts -ge 5) }
/// </code>
/// </example>
/// <seealso cref="NewTotpSecretCommand"/>
/// <seealso cref="RemoveTotpEnrollmentCommand"/>
/// <seealso cref="NewBackupCodeCommand"/>
[Cmdlet(VerbsCommon.Get, "TotpEnrollment")]
[OutputType(typeof(OtpEnrollment))]
public sealed class GetTotpEnrollmentCommand : StoreCmdlet
{
    /// <summary>The users; wildcards allowed, and case does not matter. All by default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TotpUserIdCompleter))]
    public string[] UserId { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string user in UserId)
        {
            ForEachInput(user, () =>
            {
                if (!WildcardPattern.ContainsWildcardCharacters(user))
                {
                    WriteObject(store.TwoFactor.Get(user));
                    return;
                }

                WildcardPattern pattern = WildcardPattern.Get(user, WildcardOptions.IgnoreCase);
                WriteObject(store.TwoFactor.List().Where(enrollment => pattern.IsMatch(enrollment.UserId)), enumerateCollection: true);
            });
        }
    }
}
