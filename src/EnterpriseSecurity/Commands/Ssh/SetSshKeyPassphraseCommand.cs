using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Adds or changes the passphrase of an SSH key; its file is never absent or in clear on the way.</summary>
[Cmdlet(VerbsCommon.Set, "SshKeyPassphrase", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SshKeyInfo))]
public sealed class SetSshKeyPassphraseCommand : SshKeyCmdlet
{
    /// <summary>The present passphrase, when there is one.</summary>
    [Parameter]
    [Alias("OldPassphrase")]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>The new passphrase.</summary>
    [Parameter(Mandatory = true)]
    [SecretTransformation]
    public SecureString NewPassphrase { get; set; } = null!;

    /// <summary>The cost of trying the passphrase, in bcrypt rounds; of a file in OpenSSH's format.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int Round { get; set; } = SshPrivateKeyFile.DefaultBcryptRounds;

    /// <summary>Writes the key.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessKey(SshKeyTarget target)
    {
        if (!ShouldProcess(target.ToString(), "Set passphrase of SSH key")) return;
        ForEachInput(target.ToString(), () =>
        {
            using SecretBuffer? current = Buffer(Passphrase);
            using SecretBuffer next = NewPassphrase.ToUtf8Buffer();
            SshKeyInfo key = target.SetPassphrase(current, next, Round);
            if (PassThru) WriteObject(key);
        });
    }
}
