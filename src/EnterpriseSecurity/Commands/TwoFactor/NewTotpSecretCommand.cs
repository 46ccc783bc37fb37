using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>Makes the secret of a second factor and, with a store connected, enrols the user.</summary>
/// <remarks>
/// <para>
/// The secret is random and as long as the hash function's output: 20, 32 or 64 bytes. The user's authenticator app
/// takes it from the object's ProvisioningUri, an otpauth:// URI in the Key URI format that
/// <see cref="NewTotpQrCodeCommand"/> draws, or from Secret in Base32. Codes follow RFC 6238 (by time) or RFC 4226
/// (by a counter). Keep SHA-1, 6 digits and 30 seconds unless you know the app: many ignore other values.
/// </para>
/// <para>
/// With a store connected the secret is kept sealed and the enrolment is Pending; the first right code given to
/// <see cref="TestTotpCommand"/> confirms it. A pending enrolment that exists is replaced, its backup codes too. A
/// confirmed one is not: <see cref="RemoveTotpEnrollmentCommand"/> comes first (<c>TotpEnrollmentExists</c>). Without
/// a store, or with <c>-NoEnroll</c>, nothing is kept and the caller looks after the secret.
/// </para>
/// <para>
/// Secret and ProvisioningUri are hidden properties: they can be read and piped, but no view, Select-Object <c>*</c>,
/// ConvertTo-Json or Export-Csv shows them. Export-Clixml, remoting and jobs carry them.
/// </para>
/// <para>With a store connected, the audit trail gets the entry <c>totp_secret_generated</c>, without the secret.</para>
/// </remarks>
/// <example>
/// <para>Enrol a user, show the QR code, and confirm with the first code from the app.</para>
/// <code>
/// $made = New-TotpSecret carol -Issuer Contoso
/// $made | New-TotpQrCode
/// Test-Totp (Read-Host 'First code') -UserId carol
/// </code>
/// <para>True means that the app has the secret; from here on the enrolment is Active and the secret is not given out again.</para>
/// </example>
/// <example>
/// <para>Enrol users of a list and write a QR code for each.</para>
/// <code>
/// Import-Csv ./new-users.csv | New-TotpSecret -Issuer Contoso | ForEach-Object { New-TotpQrCode $_ -Path "./$($_.UserId).png" }
/// </code>
/// <para>The pictures are owner-only and hold the secrets: delete them once they have been scanned.</para>
/// </example>
/// <example>
/// <para>Make a secret for a hardware token that counts, without enrolling anybody.</para>
/// <code>
/// $token = New-TotpSecret door-7 -Type Hotp -NoEnroll
/// $token.Secret
/// </code>
/// </example>
/// <seealso cref="NewTotpQrCodeCommand"/>
/// <seealso cref="TestTotpCommand"/>
/// <seealso cref="NewBackupCodeCommand"/>
/// <seealso cref="RemoveTotpEnrollmentCommand"/>
[Cmdlet(VerbsCommon.New, "TotpSecret", SupportsShouldProcess = true)]
[OutputType(typeof(TotpSecret))]
public sealed class NewTotpSecretCommand : OtpCmdlet
{
    /// <summary>The users; each is the account that the authenticator app shows. Case does not matter; no colon.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TotpUserIdCompleter))]
    public string[] UserId { get; set; } = [];

    /// <summary>Who asks for the codes, as the app shows it; EnterpriseSecurity by default. No colon.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string Issuer { get; set; } = OtpEnrollmentOptions.DefaultIssuer;

    /// <summary>Totp, codes by time (the default), or Hotp, codes by a counter.</summary>
    [Parameter]
    public OtpType Type { get; set; } = OtpType.Totp;

    /// <summary>The hash function: Sha1 (the default), Sha256 or Sha512. Many authenticator apps know Sha1 only.</summary>
    [Parameter]
    public OtpAlgorithm Algorithm { get; set; } = OtpAlgorithm.Sha1;

    /// <summary>The digits of a code, 6 to 8; 6 by default. Many authenticator apps know 6 only.</summary>
    [Parameter]
    [ValidateRange(OtpParameters.MinimumDigits, OtpParameters.MaximumDigits)]
    public int Digits { get; set; } = OtpParameters.Default.Digits;

    /// <summary>For how many seconds a code stands, 1 to 3,600; 30 by default. Many authenticator apps know 30 only.</summary>
    [Parameter]
    [ValidateRange(1, OtpParameters.MaximumPeriod)]
    public int Period { get; set; } = OtpParameters.Default.Period;

    /// <summary>Makes the secret only, though a store is connected; the audit trail still tells of it.</summary>
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
