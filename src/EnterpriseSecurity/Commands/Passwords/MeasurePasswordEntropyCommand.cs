using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>The bits of entropy that a random password with the same length and classes of characters has.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "PasswordEntropy")]
[OutputType(typeof(double))]
public sealed class MeasurePasswordEntropyCommand : OptionalStoreCmdlet
{
    /// <summary>The password.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString Password { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachInput(null, () =>
    {
        using SecretBuffer password = Password.ToUtf8Buffer();
        WriteObject((TryResolve()?.PasswordStrengthMeter ?? new PasswordStrengthMeter()).MeasureEntropy(password.Span));
    });
}
