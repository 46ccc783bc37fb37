using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Puts a new key of the same kind and comment in place of an SSH key pair; the old one stays in a dated backup.</summary>
[Cmdlet(VerbsData.Update, "SshKeyPair", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SshKeyRotation))]
public sealed class UpdateSshKeyPairCommand : SshKeyCmdlet
{
    /// <summary>The present passphrase, which the new key gets too.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>Another passphrase for the new key.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? NewPassphrase { get; set; }

    /// <summary>Another kind of key.</summary>
    [Parameter]
    public SshKeyType? KeyType { get; set; }

    /// <summary>Destroys the old key instead of keeping it.</summary>
    [Parameter]
    public SwitchParameter NoBackup { get; set; }

    /// <summary>The cost of trying the passphrase, in bcrypt rounds.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int Round { get; set; } = SshPrivateKeyFile.DefaultBcryptRounds;

    private protected override void ProcessKey(SshKeyTarget target)
    {
        if (!ShouldProcess(target.ToString(), NoBackup ? "Replace SSH key and destroy the old one" : "Replace SSH key")) return;
        ForEachInput(target.ToString(), () =>
        {
            using SecretBuffer? passphrase = Buffer(Passphrase);
            using SecretBuffer? next = Buffer(NewPassphrase);
            WriteObject(target.Rotate(new SshKeyRotationOptions { Passphrase = passphrase, NewPassphrase = next, KeyType = KeyType, KeepBackup = !NoBackup, BcryptRounds = Round }));
        });
    }
}
