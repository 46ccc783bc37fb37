using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Takes the passphrase of an SSH key away: whoever can read the file can then use the key.</summary>
[Cmdlet(VerbsCommon.Remove, "SshKeyPassphrase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByName)]
[OutputType(typeof(SshKeyInfo))]
public sealed class RemoveSshKeyPassphraseCommand : SshKeyCmdlet
{
    /// <summary>The present passphrase.</summary>
    [Parameter(Mandatory = true)]
    [SecretTransformation]
    public SecureString Passphrase { get; set; } = null!;

    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the key.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessKey(SshKeyTarget target)
    {
        if (!Confirm(Force, target.ToString(), "Remove passphrase of SSH key")) return;
        ForEachInput(target.ToString(), () =>
        {
            using SecretBuffer current = Passphrase.ToUtf8Buffer();
            SshKeyInfo key = target.RemovePassphrase(current);
            if (PassThru) WriteObject(key);
        });
    }
}
