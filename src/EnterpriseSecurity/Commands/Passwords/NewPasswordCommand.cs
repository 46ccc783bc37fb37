using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Makes random passwords with at least one character of each chosen class.</summary>
/// <remarks>
/// <para>
/// The characters come from the operating system's random number generator. A password that lacks one of the classes
/// is thrown away whole and drawn again, so every password that can come out is equally likely. By default it has 16
/// characters: capital letters, small letters, digits and symbols, without those that are easily confused (i l 1 L o
/// 0 O I |). That is 101 bits of entropy; <c>-Verbose</c> says the exact number for other choices.
/// </para>
/// <para>
/// The output is a SecureString. <c>-AsPlainText</c> gives text instead, which stays in memory until it is collected
/// and may be recorded by a transcript; pass the SecureString on to other cmdlets where you can.
/// </para>
/// <para>
/// No store is needed. With one connected, each password leaves the audit entry <c>password_generated</c>, without
/// the password.
/// </para>
/// <para>
/// Errors: <c>PasswordLengthInvalid</c> (more than 4,096 characters, or fewer than the classes asked for),
/// <c>PasswordClassEmpty</c> (no class is left), <c>PasswordSymbolsInvalid</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Make a password for a service account and keep it, without showing it.</para>
/// <code>
/// $login = [pscredential]::new('svc-backup', (New-Password -Length 24))
/// Protect-Secret -Name svc-backup -Value $login
/// </code>
/// <para><see cref="Secrets.UnprotectSecretCommand"/> svc-backup gives the credential back.</para>
/// </example>
/// <example>
/// <para>Give each new user a first password that is kept for a week.</para>
/// <code>
/// Import-Csv ./new-users.csv | ForEach-Object {
///     Protect-Secret -Name "first-password-$($_.UserId)" -Value (New-Password) -ExpiresIn 7d
/// }
/// </code>
/// </example>
/// <example>
/// <para>Make a password for a device that takes few symbols.</para>
/// <code>
/// New-Password -Length 20 -Symbol '-_.' -AsPlainText
/// </code>
/// </example>
/// <example>
/// <para>Make five passwords and see how strong they are.</para>
/// <code>
/// New-Password -Length 12 -Count 5 | Measure-PasswordStrength | Select-Object Score, Entropy
/// </code>
/// </example>
/// <seealso cref="NewPassphraseCommand"/>
/// <seealso cref="MeasurePasswordStrengthCommand"/>
/// <seealso cref="ConvertToPasswordHashCommand"/>
/// <seealso cref="Secrets.ProtectSecretCommand"/>
[Cmdlet(VerbsCommon.New, "Password")]
[OutputType(typeof(SecureString), typeof(string))]
public sealed class NewPasswordCommand : OptionalStoreCmdlet
{
    /// <summary>The number of characters; 16 by default. At least one for each class of characters, at most 4,096.</summary>
    [Parameter(Position = 0)]
    public int Length { get; set; } = 16;

    /// <summary>Leaves out capital letters.</summary>
    [Parameter]
    public SwitchParameter NoUppercase { get; set; }

    /// <summary>Leaves out small letters.</summary>
    [Parameter]
    public SwitchParameter NoLowercase { get; set; }

    /// <summary>Leaves out digits.</summary>
    [Parameter]
    public SwitchParameter NoDigit { get; set; }

    /// <summary>Leaves out symbols.</summary>
    [Parameter]
    public SwitchParameter NoSymbol { get; set; }

    /// <summary>
    /// The symbols to use, each once, as one text of ASCII punctuation; !#$%&amp;()<c>*</c>+,-./:;&lt;=&gt;?@[]^_{}~
    /// by default.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Symbol { get; set; }

    /// <summary>Also uses characters that are easily taken for others: i l 1 L o 0 O I |.</summary>
    [Parameter]
    public SwitchParameter IncludeAmbiguous { get; set; }

    /// <summary>How many passwords to make, 1 to 100,000; one by default.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int Count { get; set; } = 1;

    /// <summary>Writes the passwords as text rather than as SecureStrings.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (NoSymbol && Symbol is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(NoSymbol), nameof(Symbol)));
        PasswordGeneratorOptions options = new()
        {
            Length = Length,
            Uppercase = !NoUppercase,
            Lowercase = !NoLowercase,
            Digits = !NoDigit,
            Symbols = !NoSymbol,
            SymbolSet = Symbol ?? PasswordGeneratorOptions.DefaultSymbols,
            ExcludeAmbiguous = !IncludeAmbiguous,
        };
        PasswordGenerator generator = TryResolve()?.PasswordGenerator ?? new PasswordGenerator();
        ForEachInput(Length, () =>
        {
            for (int i = 0; i < Count; i++)
            {
                StopToken.ThrowIfCancellationRequested();
                using SecretBuffer password = generator.Generate(options);
                WriteObject(password.ToOutput(AsPlainText));
            }

            WriteVerbose(FormattableString.Invariant($"Each password has {PasswordGenerator.EntropyOf(options):0.0} bits of entropy."));
        });
    }
}
