using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Makes random passwords that have each class of characters at least once, as SecureStrings unless plain text is asked for.</summary>
[Cmdlet(VerbsCommon.New, "Password")]
[OutputType(typeof(SecureString), typeof(string))]
public sealed class NewPasswordCommand : OptionalStoreCmdlet
{
    /// <summary>The number of characters.</summary>
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

    /// <summary>The symbols to use, as one text of ASCII punctuation.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Symbol { get; set; }

    /// <summary>Also uses what is easily taken for something else: i l 1 L o 0 O I |.</summary>
    [Parameter]
    public SwitchParameter IncludeAmbiguous { get; set; }

    /// <summary>How many passwords to make.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int Count { get; set; } = 1;

    /// <summary>Gives the passwords as plain text.</summary>
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
