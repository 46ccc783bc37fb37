using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Writes the public key of an SSH key as text, or to a file.</summary>
/// <remarks>
/// <para>
/// For authorized_keys, for a Git server's settings or for a ticket. The text is OpenSSH's line (<c>ssh-ed25519 AAAA…
/// comment</c>) or the block of RFC 4716. It takes managed keys by name, private and public key files, and what
/// Get-SshKey writes. Nothing of it is secret.
/// </para>
/// <para>
/// A managed key's public key comes from the store's sealed record, not from the file beside the key. For a key file,
/// the private one is read where it shows the public part; -Passphrase is needed only where it does not and there is
/// no <c>.pub</c> file (SshPassphraseRequired).
/// </para>
/// <para>
/// An existing -Destination is not overwritten without -Force (SshKeyFileExists). The file is readable by its owner
/// alone, as all files of this module are; give others the right to read it where they need it. A connected store's
/// audit trail gets <c>ssh_key_exported</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Put a managed key's line into the clipboard or a web form.</para>
/// <code>
/// Export-SshPublicKey deploy
/// </code>
/// </example>
/// <example>
/// <para>Write the public keys of every managed key into one file, for a new server.</para>
/// <code>
/// Get-SshKey | Export-SshPublicKey | Set-Content ./all_keys.pub
/// </code>
/// </example>
/// <example>
/// <para>Restore a lost .pub file from its private key.</para>
/// <code>
/// Remove-Item ./id_ed25519.pub
/// Export-SshPublicKey -Path ./id_ed25519 -Destination ./id_ed25519.pub
/// </code>
/// </example>
/// <example>
/// <para>Write a key in the form that some appliances ask for.</para>
/// <code>
/// Export-SshPublicKey deploy -Format Rfc4716 -Destination ./deploy-rfc4716.pub
/// </code>
/// </example>
/// <seealso cref="AddSshAuthorizedKeyCommand"/>
/// <seealso cref="GetSshKeyCommand"/>
/// <seealso cref="ConvertSshKeyCommand"/>
[Cmdlet(VerbsData.Export, "SshPublicKey", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ExportSshPublicKeyCommand : SshKeyCmdlet
{
    /// <summary>The form of the text; OpenSSH's one line when it is not given.</summary>
    [Parameter]
    public SshPublicKeyFormat Format { get; set; }

    /// <summary>
    /// The file to write; without it the text goes to the pipeline. With several keys, give each its own.
    /// </summary>
    [Parameter]
    public string? Destination { get; set; }

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// The private key's passphrase, for a format that hides the public key behind it when there is no public key
    /// file beside it.
    /// </summary>
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
