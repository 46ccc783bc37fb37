using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>Gets the otpauth URI of a secret at hand, or of an enrolment that is still pending.</summary>
/// <remarks>
/// <para>
/// The URI is text in the Key URI format, with the secret in it; <see cref="NewTotpQrCodeCommand"/> draws it. With
/// <c>-UserId</c> it comes from the connected store, as long as the enrolment is pending. Once the first code has
/// confirmed it, the store gives the secret out no more (<c>TotpEnrollmentConfirmed</c>): for a new device, remove
/// the enrolment and make a new one.
/// </para>
/// <para>
/// With <c>-Secret</c> no store is needed. A secret in Base32 needs <c>-AccountName</c>; a URI is written anew, with
/// the parameters that are given beside it.
/// </para>
/// <para>
/// With a store connected, a pending enrolment's URI leaves the audit entry <c>totp_uri_read</c>. Errors:
/// <c>TotpEnrollmentNotFound</c>, <c>TotpEnrollmentConfirmed</c>, <c>OtpAccountMissing</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Show the QR code of a pending enrolment again.</para>
/// <code>
/// Get-TotpUri bob | New-TotpQrCode
/// </code>
/// </example>
/// <example>
/// <para>Move a stored secret to a phone.</para>
/// <code>
/// Get-TotpUri -Secret (Unprotect-Secret github-totp) -AccountName build@contoso.com -Issuer GitHub | New-TotpQrCode
/// </code>
/// </example>
/// <example>
/// <para>See how the URI of a secret is written.</para>
/// <code>
/// Get-TotpUri -Secret JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP -AccountName test@example.com -Issuer Example -Algorithm Sha256 -Digits 8
/// </code>
/// </example>
/// <seealso cref="NewTotpQrCodeCommand"/>
/// <seealso cref="NewTotpSecretCommand"/>
/// <seealso cref="GetTotpCodeCommand"/>
[Cmdlet(VerbsCommon.Get, "TotpUri", DefaultParameterSetName = ByUser)]
[OutputType(typeof(string))]
public sealed class GetTotpUriCommand : OtpSecretCmdlet
{
    private const string ByUser = "UserId";

    /// <summary>The users, each with a pending enrolment in the store.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByUser)]
    [ArgumentCompleter(typeof(TotpUserIdCompleter))]
    public string[] UserId { get; set; } = [];

    /// <summary>
    /// The secret in Base32, or an otpauth:// URI to be written anew; text, a SecureString, or what
    /// <see cref="NewTotpSecretCommand"/> writes.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = BySecret)]
    [OtpSecretTransformation]
    public SecureString Secret { get; set; } = null!;

    /// <summary>The account that the authenticator app shows; needed beside a secret in Base32. No colon.</summary>
    [Parameter(ParameterSetName = BySecret)]
    public string? AccountName { get; set; }

    /// <summary>Who asks for the codes, as the app shows it. No colon.</summary>
    [Parameter(ParameterSetName = BySecret)]
    public string? Issuer { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == BySecret)
        {
            ForEachInput(AccountName, () =>
            {
                using OtpKey key = ReadKey(Secret, Issuer, AccountName);
                WriteObject(key.RevealUri());
            });
            return;
        }

        EnterpriseSecurityManager store = Resolve();
        foreach (string user in UserId)
        {
            ForEachInput(user, () =>
            {
                using OtpKey key = store.TwoFactor.GetPendingKey(user);
                WriteObject(key.RevealUri());
            });
        }
    }
}
