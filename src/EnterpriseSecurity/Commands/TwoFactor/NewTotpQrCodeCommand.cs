using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>
/// Shows an otpauth URI as a QR code: an owner-only PNG or SVG file, or text for the terminal. The picture holds the
/// secret; delete it when the user has scanned it.
/// </summary>
[Cmdlet(VerbsCommon.New, "TotpQrCode", SupportsShouldProcess = true, DefaultParameterSetName = ToTerminal)]
[OutputType(typeof(FileInfo), typeof(string))]
public sealed class NewTotpQrCodeCommand : OtpCmdlet
{
    private const string ToTerminal = "Terminal";
    private const string ToFile = "File";

    /// <summary>The otpauth URI.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Uri")]
    [OtpSecretTransformation]
    public SecureString ProvisioningUri { get; set; } = null!;

    /// <summary>The file to make, which ends with <c>.png</c> or <c>.svg</c>.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ToFile)]
    public string Path { get; set; } = "";

    /// <summary>The pixels for a side of a module of a PNG picture.</summary>
    [Parameter(ParameterSetName = ToFile)]
    [ValidateRange(1, QrCode.MaximumScale)]
    public int Scale { get; set; } = QrCode.DefaultScale;

    /// <summary>Replaces a file that exists.</summary>
    [Parameter(ParameterSetName = ToFile)]
    public SwitchParameter Force { get; set; }

    /// <summary>Text without colours, as with <c>NO_COLOR</c> in the environment; it reads on light letters on dark.</summary>
    [Parameter(ParameterSetName = ToTerminal)]
    public SwitchParameter NoColor { get; set; }

    /// <summary>Text without colours for a terminal of dark letters on light.</summary>
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
