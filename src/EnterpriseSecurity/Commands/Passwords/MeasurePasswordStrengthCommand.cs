using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Measures how many guesses a password stands, by the words, names, dates and other patterns in it.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "PasswordStrength")]
[OutputType(typeof(PasswordStrength))]
public sealed class MeasurePasswordStrengthCommand : OptionalStoreCmdlet
{
    /// <summary>The password.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString Password { get; set; } = null!;

    /// <summary>Words that an attacker of this user tries first: names, the company, the site.</summary>
    [Parameter(Position = 1)]
    public string[] UserInput { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachInput(null, () =>
    {
        using SecretBuffer password = Password.ToUtf8Buffer();
        WriteObject((TryResolve()?.PasswordStrengthMeter ?? new PasswordStrengthMeter()).Measure(password.Span, UserInput));
    });
}
