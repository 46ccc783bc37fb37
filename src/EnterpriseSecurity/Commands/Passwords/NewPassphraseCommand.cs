using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Makes passphrases of random words, as SecureStrings unless plain text is asked for.</summary>
[Cmdlet(VerbsCommon.New, "Passphrase")]
[OutputType(typeof(SecureString), typeof(string), typeof(GeneratedPassphrase))]
public sealed class NewPassphraseCommand : OptionalStoreCmdlet
{
    /// <summary>The number of words.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public int WordCount { get; set; } = 6;

    /// <summary>What stands between the words; may be empty.</summary>
    [Parameter]
    [AllowEmptyString]
    public string Separator { get; set; } = "-";

    /// <summary>Begins each word with a capital.</summary>
    [Parameter]
    public SwitchParameter Capitalize { get; set; }

    /// <summary>Puts a random digit after a random word.</summary>
    [Parameter]
    public SwitchParameter IncludeNumber { get; set; }

    /// <summary>How many passphrases to make.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int Count { get; set; } = 1;

    /// <summary>Gives the passphrases as plain text.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Writes an object with the entropy beside the passphrase.</summary>
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
