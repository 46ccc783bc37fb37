using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Takes the passphrase of an SSH key away, so that whoever can read the file can use the key.</summary>
/// <remarks>
/// <para>
/// For a job that runs with nobody there to type, and that can use neither an agent nor a secret from the store. The
/// file is written in clear, owner-only, in the format that it has; the key itself stays the same. Look first whether
/// Add-SshAgentKey or New-SshTemporaryKeyFile would do: with these the file on the disk stays encrypted.
/// </para>
/// <para>
/// It asks before it does so; -Force skips the question. -Passphrase must be right (SshPassphraseWrong), and a key
/// without one is an error (SshKeyHasNoPassphrase). A connected store's audit trail gets
/// <c>ssh_key_passphrase_removed</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Take the passphrase of a managed key away.</para>
/// <code>
/// Remove-SshKeyPassphrase ops -Passphrase (Read-Host -AsSecureString 'Passphrase') -Force
/// </code>
/// </example>
/// <example>
/// <para>Take it away from a key file, and see that it is gone.</para>
/// <code>
/// $passphrase = Read-Host -AsSecureString 'Passphrase'
/// (Remove-SshKeyPassphrase -Path ./id_ops -Passphrase $passphrase -Force -PassThru).HasPassphrase
/// </code>
/// </example>
/// <example>
/// <para>Take it away from a copy for a machine, and leave the key itself as it is.</para>
/// <code>
/// $passphrase = Read-Host -AsSecureString 'Passphrase'
/// Copy-Item ./id_ops ./id_job
/// Get-Item ./id_job | Remove-SshKeyPassphrase -Passphrase $passphrase -Force
/// </code>
/// </example>
/// <seealso cref="SetSshKeyPassphraseCommand"/>
/// <seealso cref="AddSshAgentKeyCommand"/>
/// <seealso cref="NewSshTemporaryKeyFileCommand"/>
/// <seealso cref="ConvertSshKeyCommand"/>
[Cmdlet(VerbsCommon.Remove, "SshKeyPassphrase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByName)]
[OutputType(typeof(SshKeyInfo))]
public sealed class RemoveSshKeyPassphraseCommand : SshKeyCmdlet
{
    /// <summary>The present passphrase.</summary>
    [Parameter(Mandatory = true)]
    [SecretTransformation]
    public SecureString Passphrase { get; set; } = null!;

    /// <summary>Asks no question. The passphrase is checked all the same.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the key, as Get-SshKey does.</summary>
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
