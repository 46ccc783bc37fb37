using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Adds a passphrase to an SSH key, or changes the one that it has.</summary>
/// <remarks>
/// <para>
/// The key itself stays the same, and so does its public key: only the file's encryption changes, and servers notice
/// nothing. The file keeps its format. The new file is written whole and then renamed over the old one, so the key is
/// never absent and never in clear on the way.
/// </para>
/// <para>
/// OpenSSH files are encrypted with AES-256 under bcrypt, PKCS#8 with PBES2 (PBKDF2, 600,000 rounds), PPK with
/// Argon2id. PKCS#1 and SEC1 files have no safe encryption (SshFormatCannotEncrypt): bring them into another form
/// with Convert-SshKey first.
/// </para>
/// <para>
/// Copies that were made earlier keep the old passphrase, or none: a dated backup, a snapshot, a disk's spare blocks.
/// When the key was in clear on a machine that you do not trust, replace it with Update-SshKeyPair instead.
/// </para>
/// <para>
/// Errors a user meets: SshPassphraseRequired (the key has one already: give -Passphrase), SshPassphraseWrong,
/// SshPassphraseEmpty. A connected store's audit trail gets <c>ssh_key_passphrase_changed</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Give a managed key that has none a passphrase.</para>
/// <code>
/// Set-SshKeyPassphrase deploy -NewPassphrase (Read-Host -AsSecureString 'New passphrase')
/// </code>
/// </example>
/// <example>
/// <para>Change the passphrase of a key file, without a store.</para>
/// <code>
/// $old = Read-Host -AsSecureString 'Present passphrase'
/// $new = Read-Host -AsSecureString 'New passphrase'
/// Set-SshKeyPassphrase -Path ./id_ops -Passphrase $old -NewPassphrase $new
/// </code>
/// </example>
/// <example>
/// <para>Protect every key file of a folder that is still in clear, at a higher cost for who guesses.</para>
/// <code>
/// $new = Read-Host -AsSecureString 'New passphrase'
/// Get-SshKey -Path ./id_* | Where-Object { $_.Format -eq 'OpenSsh' -and -not $_.HasPassphrase } |
///     Set-SshKeyPassphrase -NewPassphrase $new -Round 64 -PassThru
/// </code>
/// </example>
/// <seealso cref="RemoveSshKeyPassphraseCommand"/>
/// <seealso cref="UpdateSshKeyPairCommand"/>
/// <seealso cref="TestSshKeyCommand"/>
/// <seealso cref="AddSshAgentKeyCommand"/>
[Cmdlet(VerbsCommon.Set, "SshKeyPassphrase", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SshKeyInfo))]
public sealed class SetSshKeyPassphraseCommand : SshKeyCmdlet
{
    /// <summary>The present passphrase; needed when the key has one.</summary>
    [Parameter]
    [Alias("OldPassphrase")]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>
    /// The new passphrase, at least one character. There is no rule about its strength here; Test-PasswordPolicy and
    /// Measure-PasswordStrength judge one.
    /// </summary>
    [Parameter(Mandatory = true)]
    [SecretTransformation]
    public SecureString NewPassphrase { get; set; } = null!;

    /// <summary>
    /// The cost of trying the passphrase, in bcrypt rounds from 1 to 10,000; 24 when it is not given. Only for a file
    /// in OpenSSH's format.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int Round { get; set; } = SshPrivateKeyFile.DefaultBcryptRounds;

    /// <summary>Writes the key, as Get-SshKey does.</summary>
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
