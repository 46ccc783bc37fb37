using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Estimates how many guesses a password withstands, and says how to make it better.</summary>
/// <remarks>
/// <para>
/// The estimate (zxcvbn) looks for common passwords, English words, names, dates, sequences, keyboard walks and
/// repetitions in the first 64 characters, and for the words given by <c>-UserInput</c>. Score counts which of 10^3,
/// 10^4.5, 10^6, 10^7, 10^8, 10^9, 10^10 and 10^12 guesses the password withstands: 0 to 4 is Weak, 5 and 6 Medium, 7
/// and 8 Strong. CrackTimes turns the guesses into times for four kinds of attack, and Warning and Feedback say what
/// to change.
/// </para>
/// <para>
/// Nothing leaves the machine. The estimator works on text, so copies of the password stay in memory until they are
/// collected.
/// </para>
/// <para>
/// No store is needed. With one connected, each measurement leaves the audit entry <c>password_measured</c>, without
/// the password.
/// </para>
/// <para>
/// Errors: <c>PasswordTooLongToMeasure</c> (more than 65,536 bytes), <c>PasswordUserInputsInvalid</c> (more than 100
/// words, or one of more than 100 characters).
/// </para>
/// </remarks>
/// <example>
/// <para>See what is wrong with a password.</para>
/// <code>
/// Measure-PasswordStrength (Read-Host -AsSecureString 'Password') | Format-List Strength, Score, Warning, Feedback
/// </code>
/// </example>
/// <example>
/// <para>Take the user's name and the company into account, as an attacker would.</para>
/// <code>
/// $password = Read-Host -AsSecureString 'Password'
/// $strength = Measure-PasswordStrength $password -UserInput 'Jane', 'Doe', 'Contoso'
/// $strength.CrackTimes.OfflineSlowHash.Display
/// </code>
/// </example>
/// <example>
/// <para>Compare passphrases of different lengths.</para>
/// <code>
/// 3..6 | ForEach-Object { New-Passphrase -WordCount $_ } | Measure-PasswordStrength | Select-Object Length, Score, Guesses
/// </code>
/// </example>
/// <seealso cref="MeasurePasswordEntropyCommand"/>
/// <seealso cref="TestPasswordPolicyCommand"/>
/// <seealso cref="NewPasswordCommand"/>
/// <seealso cref="NewPassphraseCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "PasswordStrength")]
[OutputType(typeof(PasswordStrength))]
public sealed class MeasurePasswordStrengthCommand : OptionalStoreCmdlet
{
    /// <summary>The password to measure.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString Password { get; set; } = null!;

    /// <summary>
    /// Words that an attacker of this user tries first: names, the company, the site. Up to 100, each of up to 100
    /// characters.
    /// </summary>
    [Parameter(Position = 1)]
    public string[] UserInput { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachInput(null, () =>
    {
        using SecretBuffer password = Password.ToUtf8Buffer();
        WriteObject((TryResolve()?.PasswordStrengthMeter ?? new PasswordStrengthMeter()).Measure(password.Span, UserInput));
    });
}
