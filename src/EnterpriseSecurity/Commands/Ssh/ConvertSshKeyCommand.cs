using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>
/// Writes a private key to a new file in another format, with the public key beside it; the source stays as it is.
/// </summary>
/// <remarks>
/// <para>
/// Between OpenSsh (OpenSSH's own), Pkcs8 (PEM, for OpenSSL, Java, .NET and cloud services), Pkcs1 (<c>RSA PRIVATE
/// KEY</c>), Sec1 (<c>EC PRIVATE KEY</c>) and Ppk (PuTTY 0.75 and later). It takes key files, and managed keys by
/// name, which is how a key gets out of the store. The new file is owner-only; an existing file is never overwritten
/// (SshKeyFileExists).
/// </para>
/// <para>
/// An encrypted key stays encrypted, under the old passphrase unless -NewPassphrase gives another; only -NoPassphrase
/// writes it in clear. Pkcs1 and Sec1 have no safe encryption, so they need -NoPassphrase for an encrypted key
/// (SshFormatCannotEncrypt). Pkcs1 holds RSA only, Sec1 ECDSA only (SshFormatCannotHoldKey); Ed25519 goes to OpenSsh,
/// Pkcs8 or Ppk.
/// </para>
/// <para>
/// No store is needed for files; a connected one gets <c>ssh_key_exported</c> with the new file's path in its audit
/// trail.
/// </para>
/// </remarks>
/// <example>
/// <para>Write a managed key for PuTTY, under a passphrase.</para>
/// <code>
/// $passphrase = Read-Host -AsSecureString 'Passphrase for PuTTY'
/// Convert-SshKey deploy -Destination ./deploy.ppk -Format Ppk -NewPassphrase $passphrase
/// </code>
/// </example>
/// <example>
/// <para>Turn an OpenSSH key into PKCS#8 PEM for a program that reads only that.</para>
/// <code>
/// Convert-SshKey -Path ./id_ed25519 -Destination ./id_ed25519.pem -Format Pkcs8
/// </code>
/// </example>
/// <example>
/// <para>Bring PuTTY's keys into OpenSSH's format, each under the passphrase that it has.</para>
/// <code>
/// $passphrase = Read-Host -AsSecureString 'Passphrase'
/// $folder = New-Item -ItemType Directory ./converted
/// Get-ChildItem *.ppk | ForEach-Object {
///     Convert-SshKey -File $_ -Destination (Join-Path $folder $_.BaseName) -Format OpenSsh -Passphrase $passphrase
/// }
/// </code>
/// </example>
/// <seealso cref="ImportSshKeyCommand"/>
/// <seealso cref="ExportSshPublicKeyCommand"/>
/// <seealso cref="SetSshKeyPassphraseCommand"/>
[Cmdlet(VerbsData.Convert, "SshKey", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SshKeyInfo))]
public sealed class ConvertSshKeyCommand : SshKeyCmdlet
{
    /// <summary>
    /// The new private key file, which must not exist, or an existing folder for it. The public key goes beside it
    /// with <c>.pub</c>.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Destination { get; set; } = "";

    /// <summary>The new file's format. Pkcs1 takes RSA keys only, Sec1 ECDSA keys only.</summary>
    [Parameter(Mandatory = true)]
    public SshPrivateKeyFormat Format { get; set; }

    /// <summary>
    /// The passphrase of an encrypted key. The new file gets it too unless -NewPassphrase or -NoPassphrase is given.
    /// </summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>The new file's passphrase; the old one when it is not given.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? NewPassphrase { get; set; }

    /// <summary>Writes the new file in clear, although the source is encrypted.</summary>
    [Parameter]
    public SwitchParameter NoPassphrase { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (NoPassphrase && NewPassphrase is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(NoPassphrase), nameof(NewPassphrase)));
    }

    private protected override void ProcessKey(SshKeyTarget target)
    {
        string path = ResolveNewPath(Destination);
        if (Directory.Exists(path)) path = System.IO.Path.Combine(path, System.IO.Path.GetFileName(target.ToString()));
        if (!ShouldProcess(target.ToString(), $"Write SSH key as {Format} to {path}")) return;
        ForEachInput(target.ToString(), () =>
        {
            using SecretBuffer? passphrase = Buffer(Passphrase);
            // An encrypted key stays so unless the user says otherwise.
            using SecretBuffer? next = NoPassphrase ? null : Buffer(NewPassphrase ?? (target.Get().HasPassphrase ? Passphrase : null));
            WriteObject(target.Convert(passphrase, path, Format, next));
        });
    }
}
