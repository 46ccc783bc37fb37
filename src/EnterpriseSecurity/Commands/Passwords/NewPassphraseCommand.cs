using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Makes passphrases of random words that a person can type and remember.</summary>
/// <remarks>
/// <para>
/// The words come from EFF's Long Wordlist of 7,776 English words, chosen by the operating system's random number
/// generator. Each word adds 12.9 bits of entropy, so six words have 77.5. <c>-IncludeNumber</c> adds a few bits
/// more, <c>-Capitalize</c> none; <c>-Verbose</c> and <c>-Detailed</c> say the exact number. No word begins another
/// one, so the entropy is the same with an empty separator.
/// </para>
/// <para>
/// The output is a SecureString. <c>-AsPlainText</c> gives text instead; with <c>-Detailed</c> the passphrase is the
/// property Password of an object that also has WordCount and Entropy.
/// </para>
/// <para>
/// No store is needed. With one connected, each passphrase leaves the audit entry <c>password_generated</c>, without
/// the passphrase.
/// </para>
/// <para>Errors: <c>PassphraseWordCountInvalid</c> (fewer than 3 or more than 64 words), <c>PassphraseSeparatorInvalid</c>.</para>
/// </remarks>
/// <example>
/// <para>Make a passphrase to write down for a person.</para>
/// <code>
/// New-Passphrase -AsPlainText
/// </code>
/// </example>
/// <example>
/// <para>Protect a new SSH key with a passphrase that only the store knows.</para>
/// <code>
/// $passphrase = New-Passphrase
/// New-SshKeyPair -Name deploy -Passphrase $passphrase
/// Protect-Secret -Name deploy-passphrase -Value $passphrase
/// </code>
/// </example>
/// <example>
/// <para>See how much entropy a choice has, without showing the passphrase.</para>
/// <code>
/// New-Passphrase -WordCount 5 -Separator ' ' -Capitalize -IncludeNumber -Detailed | Select-Object WordCount, Entropy
/// </code>
/// </example>
/// <seealso cref="NewPasswordCommand"/>
/// <seealso cref="MeasurePasswordStrengthCommand"/>
/// <seealso cref="Ssh.NewSshKeyPairCommand"/>
/// <seealso cref="Secrets.ProtectSecretCommand"/>
[Cmdlet(VerbsCommon.New, "Passphrase")]
[OutputType(typeof(SecureString), typeof(string), typeof(GeneratedPassphrase))]
public sealed class NewPassphraseCommand : OptionalStoreCmdlet
{
    /// <summary>The number of words, 3 to 64; 6 by default.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public int WordCount { get; set; } = 6;

    /// <summary>
    /// What stands between the words: up to 8 printable ASCII characters that are no letters, or nothing. A hyphen by
    /// default.
    /// </summary>
    [Parameter]
    [AllowEmptyString]
    public string Separator { get; set; } = "-";

    /// <summary>Begins each word with a capital letter. It adds no entropy.</summary>
    [Parameter]
    public SwitchParameter Capitalize { get; set; }

    /// <summary>Puts a random digit after a random word.</summary>
    [Parameter]
    public SwitchParameter IncludeNumber { get; set; }

    /// <summary>How many passphrases to make, 1 to 100,000; one by default.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int Count { get; set; } = 1;

    /// <summary>Writes the passphrases as text rather than as SecureStrings.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Writes an object with the properties Password, WordCount and Entropy (in bits).</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        PassphraseOptions options = new() { WordCount = WordCount, Separator = Separator, Capitalize = Capitalize, IncludeNumber = IncludeNumber };
        PassphraseGenerator generator = TryResolve()?.PassphraseGenerator ?? new PassphraseGenerator();
        ForEachInput(WordCount, () =>
        {
            for (int i = 0; i < Count; i++)
            {
                StopToken.ThrowIfCancellationRequested();
                using SecretBuffer passphrase = generator.Generate(options);
                object value = passphrase.ToOutput(AsPlainText);
                WriteObject(Detailed ? new GeneratedPassphrase(value, WordCount, PassphraseGenerator.EntropyOf(options)) : value);
            }

            WriteVerbose(FormattableString.Invariant($"Each passphrase has {PassphraseGenerator.EntropyOf(options):0.0} bits of entropy."));
        });
    }
}
