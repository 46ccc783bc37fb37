using System.Management.Automation;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Writes the fingerprint of an SSH key as ssh-keygen spells it, or its random art.</summary>
/// <remarks>
/// <para>
/// Takes a managed key by name, a key file, a key's content, or what Get-SshKey writes, and gives one string for
/// each: <c>SHA256:</c> and 43 characters of base64 without padding, as <c>ssh-keygen -l</c> shows it; with -Hash
/// Md5, <c>MD5:</c> and 16 bytes in hexadecimal. Private and public key of a pair have the same fingerprint.
/// </para>
/// <para>
/// No passphrase is needed, except for an encrypted key whose format hides the public part and that has no public key
/// file beside it (SshPassphraseRequired). No store is needed for files. A connected store gets
/// <c>ssh_key_exported</c> in its audit trail, because the public key was read.
/// </para>
/// <para>
/// MD5 is only for comparing with old programs that show nothing else; it is not safe against someone who chooses
/// both keys.
/// </para>
/// </remarks>
/// <example>
/// <para>Show the fingerprint of a managed key, to compare with what the server's administrator reads out.</para>
/// <code>
/// Get-SshKeyFingerprint deploy
/// </code>
/// </example>
/// <example>
/// <para>Compare a public key that came by mail with the fingerprint that was told by telephone.</para>
/// <code>
/// $told = Read-Host 'The fingerprint that Ann reads out'
/// (Get-SshKeyFingerprint -Path ./ann.pub) -eq $told
/// </code>
/// </example>
/// <example>
/// <para>Write the fingerprints of every managed key, and draw one.</para>
/// <code>
/// Get-SshKey | Get-SshKeyFingerprint
/// Get-SshKeyFingerprint deploy -RandomArt
/// </code>
/// </example>
/// <seealso cref="GetSshKeyCommand"/>
/// <seealso cref="TestSshKeyCommand"/>
/// <seealso cref="ExportSshPublicKeyCommand"/>
[Cmdlet(VerbsCommon.Get, "SshKeyFingerprint", DefaultParameterSetName = ByName)]
[OutputType(typeof(string))]
public sealed class GetSshKeyFingerprintCommand : SshKeyCmdlet
{
    private const string ByContent = "Content";

    /// <summary>
    /// A key's content instead of its file: text, the lines of Get-Content, UTF-8 bytes, or a SecureString.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByContent)]
    public object? Content { get; set; }

    /// <summary>The hash; Sha256 when it is not given, Md5 for programs that still show that.</summary>
    [Parameter]
    public SshFingerprintHash Hash { get; set; } = SshFingerprintHash.Sha256;

    /// <summary>
    /// Draws the picture that <c>ssh-keygen -lv</c> shows, from the SHA-256 hash, or the MD5 one with -Hash Md5.
    /// </summary>
    [Parameter]
    public SwitchParameter RandomArt { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != ByContent)
        {
            base.ProcessRecord();
            return;
        }

        ForEachInput(null, () =>
        {
            using SecretBuffer content = KeyContent.From(Content);
            Write(SshKeyFiles.PublicKeyOf(content.Span));
        });
    }

    private protected override void ProcessKey(SshKeyTarget target) => ForEachInput(target.ToString(), () => Write(target.GetPublicKey()));

    private void Write(SshPublicKey key) => WriteObject(RandomArt ? key.GetRandomArt(Hash) : key.GetFingerprint(Hash));
}
