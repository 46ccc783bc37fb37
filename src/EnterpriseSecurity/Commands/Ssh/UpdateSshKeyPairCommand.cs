using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>
/// Replaces an SSH key pair by a new one of the same kind and comment, and keeps the old one in a dated backup.
/// </summary>
/// <remarks>
/// <para>
/// Rotates a managed key by name, or any private key file. The new pair takes the old one's place under the same
/// path, so configuration that names the file goes on working; the old pair is kept beside it as
/// <c>NAME.backup.YYYYMMDDTHHMMSSZ</c> and <c>.pub</c>. The new key is written whole before it is put in place: a
/// crash leaves the old pair or the new one, never half of one.
/// </para>
/// <para>
/// Servers do not know the new key yet. Add it to their authorized_keys before the old one is taken away: the result
/// has PublicKeyPath for the new key and PreviousFingerprint for Remove-SshAuthorizedKey.
/// </para>
/// <para>
/// The new key is protected as the old one was. An encrypted key needs -Passphrase, which is proved on the old key
/// and used for the new one, or -NewPassphrase, which the new key gets instead. The new file is in OpenSSH's format,
/// whatever the old one was in.
/// </para>
/// <para>
/// A connected store's audit trail gets <c>ssh_key_rotated</c> with both fingerprints; a managed key's RotationCount
/// and RotatedAt change. A certificate beside the key is not renewed: sign a new one with New-SshCertificate. Errors
/// a user meets: SshPassphraseRequired, SshPassphraseWrong, SshKeyFileChanged (the file holds another key than the
/// store knows), SshKeyFileIsLink.
/// </para>
/// </remarks>
/// <example>
/// <para>Rotate a managed key, and let the new one log in before the old one is taken away.</para>
/// <code>
/// $rotated = Update-SshKeyPair deploy
/// $rotated | Add-SshAuthorizedKey -Path ./authorized_keys
/// Remove-SshAuthorizedKey $rotated.PreviousFingerprint -Path ./authorized_keys -Force
/// </code>
/// </example>
/// <example>
/// <para>Rotate a key that has a passphrase, and give the new one another.</para>
/// <code>
/// $old = Read-Host -AsSecureString 'Present passphrase'
/// $new = Read-Host -AsSecureString 'New passphrase'
/// Update-SshKeyPair ops -Passphrase $old -NewPassphrase $new
/// </code>
/// </example>
/// <example>
/// <para>Rotate every managed key without a passphrase that is older than a year.</para>
/// <code>
/// Get-SshKey | Where-Object { -not $_.HasPassphrase -and $_.Age.TotalDays -gt 365 } | Update-SshKeyPair
/// </code>
/// </example>
/// <example>
/// <para>Replace a key file by one of another kind and destroy the old one.</para>
/// <code>
/// Update-SshKeyPair -Path ./id_ed25519 -KeyType Rsa3072 -NoBackup
/// </code>
/// </example>
/// <seealso cref="NewSshKeyPairCommand"/>
/// <seealso cref="AddSshAuthorizedKeyCommand"/>
/// <seealso cref="RemoveSshAuthorizedKeyCommand"/>
/// <seealso cref="GetSshKeyCommand"/>
[Cmdlet(VerbsData.Update, "SshKeyPair", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SshKeyRotation))]
public sealed class UpdateSshKeyPairCommand : SshKeyCmdlet
{
    /// <summary>
    /// The present passphrase of an encrypted key, which the new key gets too unless -NewPassphrase is given.
    /// </summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>Another passphrase for the new key. With it a key that had none gets one.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? NewPassphrase { get; set; }

    /// <summary>Another kind of key; the old one's when it is not given.</summary>
    [Parameter]
    public SshKeyType? KeyType { get; set; }

    /// <summary>
    /// Overwrites (on Windows only deletes) the old key instead of keeping it. There is no way back then when a server
    /// was forgotten.
    /// </summary>
    [Parameter]
    public SwitchParameter NoBackup { get; set; }

    /// <summary>
    /// The cost of trying the new key's passphrase, in bcrypt rounds from 1 to 10,000; 24 when it is not given.
    /// </summary>
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
