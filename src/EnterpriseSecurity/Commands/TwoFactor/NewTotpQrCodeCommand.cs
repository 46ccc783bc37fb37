using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>Shows an otpauth URI as a QR code, in the terminal or as a PNG or SVG file.</summary>
/// <remarks>
/// <para>
/// Without <c>-Path</c> the code is written as text for the terminal, in colours that scanners read on any
/// background. Where colours are off (<c>-NoColor</c>, NO_COLOR in the environment, redirected output) the text is
/// made for light letters on dark; <c>-Invert</c> is for dark letters on light.
/// </para>
/// <para>
/// With <c>-Path</c> it is a picture of black on white with error correction M: <c>.png</c> with one bit a pixel, or
/// <c>.svg</c> with one path. The file is owner-only and written whole. The picture, and the text too, contain the
/// secret: delete the file once it is scanned, and clear the screen.
/// </para>
/// <para>
/// The URI is checked first. No store is needed; with one connected, the audit trail gets the entry
/// <c>totp_qr_code_created</c> with the account's name. Errors: <c>OtpUriMalformed</c>, <c>QrFormatUnknown</c>
/// (neither <c>.png</c> nor <c>.svg</c>), <c>QrFileExists</c>, <c>QrFileUnavailable</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Show the code of a new enrolment in the terminal.</para>
/// <code>
/// New-TotpSecret carol -Issuer Contoso | New-TotpQrCode
/// </code>
/// </example>
/// <example>
/// <para>Show the code of a pending enrolment once more, as a picture of 12 pixels a module.</para>
/// <code>
/// Get-TotpUri bob | New-TotpQrCode -Path ./bob.png -Scale 12
/// Remove-Item ./bob.png
/// </code>
/// </example>
/// <example>
/// <para>Make a vector graphic for a letter, from a URI that was given elsewhere.</para>
/// <code>
/// $uri = 'otpauth://totp/Contoso:dave?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&amp;issuer=Contoso'
/// New-TotpQrCode $uri -Path ./dave.svg
/// </code>
/// </example>
/// <seealso cref="NewTotpSecretCommand"/>
/// <seealso cref="GetTotpUriCommand"/>
/// <seealso cref="TestTotpCommand"/>
[Cmdlet(VerbsCommon.New, "TotpQrCode", SupportsShouldProcess = true, DefaultParameterSetName = ToTerminal)]
[OutputType(typeof(FileInfo), typeof(string))]
public sealed class NewTotpQrCodeCommand : OtpCmdlet
{
    private const string ToTerminal = "Terminal";
    private const string ToFile = "File";

    /// <summary>The otpauth:// URI, as text or SecureString, or what <see cref="NewTotpSecretCommand"/> writes.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Uri")]
    [OtpSecretTransformation]
    public SecureString ProvisioningUri { get; set; } = null!;

    /// <summary>The file to write; it must end with <c>.png</c> or <c>.svg</c>.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ToFile)]
    public string Path { get; set; } = "";

    /// <summary>The pixels for a side of a module of a PNG picture, 1 to 32; 8 by default. An SVG has no pixels.</summary>
    [Parameter(ParameterSetName = ToFile)]
    [ValidateRange(1, QrCode.MaximumScale)]
    public int Scale { get; set; } = QrCode.DefaultScale;

    /// <summary>Replaces a file that exists.</summary>
    [Parameter(ParameterSetName = ToFile)]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes text without colours, for light letters on a dark background; so it is too when NO_COLOR is set.</summary>
    [Parameter(ParameterSetName = ToTerminal)]
    public SwitchParameter NoColor { get; set; }

    /// <summary>Writes text without colours, for dark letters on a light background.</summary>
    [Parameter(ParameterSetName = ToTerminal)]
    public SwitchParameter Invert { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string? path = ParameterSetName == ToFile ? ResolveNewPath(Path) : null;
        if (path is not null && !ShouldProcess(path, "Write QR code of a secret")) return;
        ForEachInput(path, () =>
        {
            using SecretBuffer uri = ProvisioningUri.ToUtf8Buffer();
            if (path is not null) WriteObject(OneTimePasswords.WriteQrCode(uri.Span, path, Scale, Force));
            else WriteObject(OneTimePasswords.CreateQrCode(uri.Span).ToText(color: !NoColor && !Invert && !NoColorWanted, invert: Invert));
        });
    }

    // As no-color.org has it: set, and to something.
    private static bool NoColorWanted => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
