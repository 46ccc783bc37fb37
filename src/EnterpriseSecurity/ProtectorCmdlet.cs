using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity;

/// <summary>The base of the cmdlets that take what locks or unlocks something: one parameter set a kind.</summary>
public abstract class ProtectorCmdlet : SecurityCmdlet
{
    /// <summary>None was given: whoever sits at the prompt is asked.</summary>
    private protected const string AskSet = "Ask";
    private protected const string PassphraseSet = "Passphrase";
    private protected const string KeyFileSet = "KeyFile";
    private protected const string EnvironmentSet = "EnvironmentVariable";
    private protected const string DpapiSet = "Dpapi";

    /// <summary>The passphrase.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PassphraseSet)]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>A file with at least 32 random bytes that only its owner can read.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeyFileSet)]
    public string? KeyFile { get; set; }

    /// <summary>The name of the environment variable that holds the key, for example <c>SECURITY_MASTER_KEY</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EnvironmentSet)]
    public string? EnvironmentVariable { get; set; }

    /// <summary>The Windows user's own protection.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DpapiSet)]
    public SwitchParameter Dpapi { get; set; }

    /// <summary>Asks for the passphrase where the cmdlet's default is to ask.</summary>
    private protected virtual SecureString AskPassphrase() => new PassphrasePrompt(this).Ask("The store's passphrase.");

    /// <summary>What was given, as a protector; the caller disposes of it.</summary>
    /// <param name="makeKeyFile">True to make the key file when it does not exist yet.</param>
    private protected virtual KeyProtector CreateProtector(bool makeKeyFile = false)
    {
        switch (ParameterSetName)
        {
            case KeyFileSet:
                string path = ResolveNewPath(KeyFile!);
                if (makeKeyFile && !File.Exists(path)) Keys.KeyFile.Create(path);
                return KeyProtector.FromKeyFile(path);
            case EnvironmentSet:
                return KeyProtector.FromEnvironmentVariable(EnvironmentVariable!);
            case DpapiSet:
                return KeyProtector.FromDpapi();
            case AskSet:
                using (SecureString asked = AskPassphrase())
                using (SecretBuffer passphrase = asked.ToUtf8Buffer()) return KeyProtector.FromPassphrase(passphrase.Span);
            default:
                using (SecretBuffer passphrase = Passphrase!.ToUtf8Buffer()) return KeyProtector.FromPassphrase(passphrase.Span);
        }
    }
}
