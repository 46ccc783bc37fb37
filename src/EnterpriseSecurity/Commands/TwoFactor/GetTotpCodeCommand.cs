using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>Gets the one-time password of a secret at hand.</summary>
/// <remarks>
/// <para>
/// It does what an authenticator app does, for scripts that have to sign in to a service with a second factor. The
/// secret is Base32 or an otpauth:// URI; a URI says how its codes are made, and parameters given beside it take
/// precedence. Keep such a secret as a protected secret, apart from the password where you can: a second factor that
/// lies beside the first one is none.
/// </para>
/// <para>
/// The store gives out no codes of the users who are enrolled in it. No store is needed; with one connected, each
/// code leaves the audit entry <c>totp_code_generated</c>, without the code.
/// </para>
/// <para>
/// Errors: <c>Base32Malformed</c>, <c>OtpUriMalformed</c>, <c>OtpSecretSizeInvalid</c>, <c>OtpTimeInvalid</c> (a
/// moment before 1970).
/// </para>
/// </remarks>
/// <example>
/// <para>Get the code of a service whose secret is kept as a protected secret.</para>
/// <code>
/// Unprotect-Secret github-totp | Get-TotpCode
/// </code>
/// </example>
/// <example>
/// <para>See that the clock and the parameters are right, by the first test vector of RFC 6238.</para>
/// <code>
/// Get-TotpCode GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ -Digits 8 -At '1970-01-01T00:00:59Z'
/// </code>
/// <para>It must be 94287082.</para>
/// </example>
/// <example>
/// <para>Get the next code of a counter token.</para>
/// <code>
/// Get-TotpCode JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP -Type Hotp -Counter 42
/// </code>
/// </example>
/// <seealso cref="TestTotpCommand"/>
/// <seealso cref="NewTotpSecretCommand"/>
/// <seealso cref="GetTotpUriCommand"/>
/// <seealso cref="Secrets.UnprotectSecretCommand"/>
[Cmdlet(VerbsCommon.Get, "TotpCode", DefaultParameterSetName = BySecret)]
[OutputType(typeof(string))]
public sealed class GetTotpCodeCommand : OtpSecretCmdlet
{
    /// <summary>
    /// The secret in Base32 or as an otpauth:// URI; text, a SecureString, or what <see cref="NewTotpSecretCommand"/>
    /// writes.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = BySecret)]
    [OtpSecretTransformation]
    public SecureString Secret { get; set; } = null!;

    /// <summary>The moment of the code, for codes by time; now by default.</summary>
    [Parameter(ParameterSetName = BySecret)]
    public DateTimeOffset? At { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachInput(null, () =>
    {
        using OtpKey key = ReadKey(Secret);
        WriteObject(OneTimePasswords.GetCode(key, At));
    });
}
