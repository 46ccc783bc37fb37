using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Calculates the bits of entropy that a random password of the same length and classes of characters has.</summary>
/// <remarks>
/// <para>
/// The result is the length times the logarithm to the base 2 of the characters to choose from: 26 small letters, 26
/// capitals, 10 digits, 33 other ASCII characters and 96 for all the rest, as far as they occur. It is right for
/// random passwords only. A password that a person chose is far weaker: MyP@ssw0rd123 has 85 bits by this formula and
/// withstands about 600 guesses. <see cref="MeasurePasswordStrengthCommand"/> estimates those.
/// </para>
/// <para>
/// No store is needed. With one connected, each measurement leaves the audit entry <c>password_measured</c>, without
/// the password.
/// </para>
/// </remarks>
/// <example>
/// <para>Calculate the entropy of a generated password.</para>
/// <code>
/// New-Password -Length 20 | Measure-PasswordEntropy
/// </code>
/// </example>
/// <example>
/// <para>Find the length at which random digits reach 64 bits.</para>
/// <code>
/// 8..24 | Where-Object {
///     (New-Password -Length $_ -NoUppercase -NoLowercase -NoSymbol -IncludeAmbiguous | Measure-PasswordEntropy) -ge 64
/// } | Select-Object -First 1
/// </code>
/// </example>
/// <seealso cref="MeasurePasswordStrengthCommand"/>
/// <seealso cref="NewPasswordCommand"/>
/// <seealso cref="NewPassphraseCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "PasswordEntropy")]
[OutputType(typeof(double))]
public sealed class MeasurePasswordEntropyCommand : OptionalStoreCmdlet
{
    /// <summary>The password to measure.</summary>
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
