using System.Management.Automation;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>
/// Writes a private key to a temporary file that only its owner can read, for a program that wants a file.
/// </summary>
/// <remarks>
/// <para>
/// For a key that is kept as a secret of the store, or comes from elsewhere in memory, and that ssh, git, rsync or
/// scp can only take as a file. The file is born owner-only (0600) in a folder of its own, in memory where the system
/// has a folder for that (XDG_RUNTIME_DIR), else in the temporary folder. Its content is what was given, with its
/// passphrase if it has one.
/// </para>
/// <para>
/// Clear-SshTemporaryKeyFile overwrites and deletes it; what is left over goes at the end of the PowerShell process.
/// Files of a process that was killed are erased when the next such file is made.
/// </para>
/// <para>
/// The content must be a private key (SshKeyMalformed). With a store connected, its audit trail gets
/// <c>ssh_temp_key_created</c> and <c>ssh_temp_key_cleared</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Use a key that is a secret of the store, and clear the file whatever happens.</para>
/// <code>
/// $file = Unprotect-Secret ci-deploy-key | New-SshTemporaryKeyFile
/// try { ssh -i $file.Path -o IdentitiesOnly=yes deploy@web01.example.com 'systemctl reload nginx' }
/// finally { Clear-SshTemporaryKeyFile $file.Path -Force }
/// </code>
/// </example>
/// <example>
/// <para>Have git use such a key for one command.</para>
/// <code>
/// $file = Unprotect-Secret ci-deploy-key | New-SshTemporaryKeyFile
/// $env:GIT_SSH_COMMAND = "ssh -i $($file.Path) -o IdentitiesOnly=yes"
/// git push origin main
/// Remove-Item Env:GIT_SSH_COMMAND
/// Clear-SshTemporaryKeyFile -Force
/// </code>
/// </example>
/// <example>
/// <para>Use the text of a key file that another command wrote.</para>
/// <code>
/// $file = New-SshTemporaryKeyFile (Get-Content ./id_ed25519 -Raw)
/// $file.Fingerprint
/// Clear-SshTemporaryKeyFile $file.Path -Force
/// </code>
/// </example>
/// <seealso cref="ClearSshTemporaryKeyFileCommand"/>
/// <seealso cref="AddSshAgentKeyCommand"/>
/// <seealso cref="Secrets.UnprotectSecretCommand"/>
[Cmdlet(VerbsCommon.New, "SshTemporaryKeyFile", SupportsShouldProcess = true)]
[OutputType(typeof(SshTemporaryKeyFile))]
public sealed class NewSshTemporaryKeyFileCommand : OptionalStoreCmdlet
{
    /// <summary>
    /// The private key: text, the lines of Get-Content, UTF-8 bytes, or a SecureString, as Unprotect-Secret gives it.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("KeyContent")]
    public object? Content { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess("temporary folder", "Write private key to temporary file")) return;
        ForEachInput(null, () =>
        {
            using SecretBuffer content = KeyContent.From(Content);
            WriteObject(SshTemporaryKeyFile.Create(content.Memory, TryResolve()));
        });
    }
}
