using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity;

/// <summary>
/// Asks whoever sits at the prompt. Where nobody does (<c>-NonInteractive</c>, no input, a host without a user interface) each
/// question ends the pipeline with the error that says which parameters to give instead.
/// </summary>
internal sealed class PassphrasePrompt(PSCmdlet cmdlet)
{
    private const string Console = "ConsoleHost";
    private const int MostTries = 5;

    private static readonly (string Label, string Help, int Threshold, int Shares)[] Schemes =
    [
        ("&No", "Make none; Add-StoreKeyProtector -RecoveryShare makes them at any time.", 0, 0),
        ("&2 of 3", "Three shares, any two of which open the store.", 2, 3),
        ("&3 of 5", "Five shares, any three of which open the store.", 3, 5),
    ];

    private PSHostUserInterface Screen => cmdlet.Host.UI;

    /// <summary>The passphrase of a store that is there.</summary>
    public SecureString Ask(string message) => Guarded(() => Read("Passphrase", message));

    /// <summary>A new passphrase, typed twice, with a word on its strength.</summary>
    public SecureString AskNew() => Guarded(() =>
    {
        string message = "Choose a passphrase: whoever has it can open the store, and without it nobody can. Several random words are best.";
        for (int i = 0; i < MostTries; i++)
        {
            SecureString first = Read("Passphrase", message);
            if (first.Length == 0)
            {
                message = "An empty passphrase protects nothing.";
                continue;
            }

            if (!IsAccepted(first))
            {
                first.Dispose();
                message = "Choose a stronger one.";
                continue;
            }

            using SecureString second = Read("Again", "");
            if (AreEqual(first, second)) return first;
            first.Dispose();
            message = "The two are not the same.";
        }

        cmdlet.ThrowTerminatingError(Errors.ProtectorNeeded());
        return null!;
    });

    /// <summary>Offers recovery shares.</summary>
    /// <returns>How many of how many; null for none.</returns>
    public (int Threshold, int Shares)? AskRecovery() => Guarded<(int, int)?>(() =>
    {
        int choice = Screen.PromptForChoice(
            "Recovery shares",
            "If the passphrase is forgotten, what is in the store is lost. Recovery shares open it too: each is kept in another place, and a single one opens nothing.",
            new Collection<ChoiceDescription>([.. Schemes.Select(scheme => new ChoiceDescription(scheme.Label, scheme.Help))]),
            defaultChoice: 0);
        return choice <= 0 ? null : (Schemes[choice].Threshold, Schemes[choice].Shares);
    });

    /// <summary>Shows recovery shares, which only the screen gets.</summary>
    public void Show(IReadOnlyList<string> shares, int threshold)
    {
        Screen.WriteLine($"Write these down, each for another place. Any {threshold} of them open the store; they are not shown again.");
        foreach (string share in shares) Screen.WriteLine($"  {share}");
    }

    private SecureString Read(string label, string message)
    {
        FieldDescription field = new(label);
        field.SetParameterType(typeof(SecureString));
        Dictionary<string, PSObject> answers = Screen.Prompt("", message, new Collection<FieldDescription>([field]));
        return answers.GetValueOrDefault(label)?.BaseObject as SecureString ?? throw new HostException();
    }

    private bool IsAccepted(SecureString passphrase)
    {
        using SecretBuffer utf8 = passphrase.ToUtf8Buffer();
        PasswordStrength strength = new PasswordStrengthMeter().Measure(utf8.Span);
        if (strength.Strength != PasswordStrengthLevel.Weak) return true;
        string[] hints = [.. new[] { strength.Warning }.Concat(strength.Feedback).OfType<string>().Where(hint => hint.Length > 0)];
        return Screen.PromptForChoice(
            "This passphrase is weak",
            string.Join(" ", hints) + " Use it all the same?",
            new Collection<ChoiceDescription>([new("&No", "Choose another."), new("&Yes", "Use this one.")]),
            defaultChoice: 0) == 1;
    }

    private static bool AreEqual(SecureString first, SecureString second)
    {
        using SecretBuffer one = first.ToUtf8Buffer();
        using SecretBuffer other = second.ToUtf8Buffer();
        return System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(one.Span, other.Span);
    }

    private T Guarded<T>(Func<T> question)
    {
        // Input that comes from nowhere would be read as an empty answer, or end the script without an error.
        bool isDeaf = Screen is null || (cmdlet.Host.Name == Console && System.Console.IsInputRedirected);
        if (isDeaf) cmdlet.ThrowTerminatingError(Errors.ProtectorNeeded());
        try
        {
            return question();
        }
        // NotImplementedException is how a host says that it cannot ask anybody (PSHostUserInterface).
        catch (Exception error) when (error is HostException or InvalidOperationException or NotImplementedException)
        {
            cmdlet.ThrowTerminatingError(Errors.ProtectorNeeded());
            throw;
        }
    }
}
