using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Writes a public key as text, or to a file.</summary>
[Cmdlet(VerbsData.Export, "SshPublicKey", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ExportSshPublicKeyCommand : SshKeyCmdlet
{
    /// <summary>The form.</summary>
    [Parameter]
    public SshPublicKeyFormat Format { get; set; }

    /// <summary>The file to write; without it the text goes to the pipeline.</summary>
    [Parameter]
    public string? Destination { get; set; }

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The private key's passphrase, for a format that hides the public key behind it.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    private protected override void ProcessKey(SshKeyTarget target)
    {
        if (Destination is not null && !ShouldProcess(Destination, $"Write public key of {target}")) return;
        ForEachInput(target.ToString(), () =>
        {
            using SecretBuffer? passphrase = Buffer(Passphrase);
            SshPublicKey key = target.GetPublicKey(passphrase);
            string text = Format == SshPublicKeyFormat.Rfc4716 ? key.ToRfc4716().TrimEnd('\n') : key.ToOpenSsh();
            if (Destination is null) WriteObject(text);
            else WriteObject(SshKeyFiles.WritePublic(ResolveNewPath(Destination), text + "\n", Force));
        });
    }
}
