using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.ManagedKeys;

namespace EnterpriseSecurity.Commands.ManagedKeys;

/// <summary>Exports a managed key: its public part, the whole key in a file under a passphrase, or as plain text.</summary>
/// <remarks>
/// <para>
/// Without <c>-Path</c> and <c>-AsPlainText</c> it writes the public part of a pair as text: SubjectPublicKeyInfo in
/// PEM, or with <c>-AsJwk</c> a JSON Web Key whose kid is the version's id. Random bytes have no public part
/// (<c>ManagedKeyHasNoPublicPart</c>).
/// </para>
/// <para>
/// With <c>-Path</c> and <c>-Passphrase</c> the whole key goes to a new owner-only file: a pair as encrypted PKCS#8
/// (PBKDF2-HMAC-SHA-256 with 600,000 rounds, AES-256-CBC), which openssl reads; random bytes as an export file of
/// secrets, which <see cref="Secrets.ImportProtectedSecretCommand"/> reads. With <c>-AsPlainText</c> it is text:
/// PKCS#8 in PEM, or Base64url without padding. Plain text stays in memory and may be recorded by a transcript.
/// </para>
/// <para>
/// The whole key is given out only while it is active or deprecated and within its time, and only if it has
/// <c>-RequiredScope</c> when that is given. Each such export counts as a use. Every export, of a public part too,
/// leaves the audit entry <c>key_retrieved</c>.
/// </para>
/// <para>
/// Errors: <c>ManagedKeyNotFound</c>, <c>ManagedKeyNotUsable</c> (pending, revoked or destroyed),
/// <c>ManagedKeyExpired</c>, <c>ManagedKeyScopeInsufficient</c>, <c>ExportExists</c> (the file exists),
/// <c>ManagedKeyPassphraseEmpty</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Hand the public part of a signing key to those who verify.</para>
/// <code>
/// Export-ManagedKey signing | Set-Content ./signing.pub.pem
/// Export-ManagedKey signing -AsJwk
/// </code>
/// </example>
/// <example>
/// <para>Give a whole key pair to another machine, under a passphrase.</para>
/// <code>
/// Export-ManagedKey signing -Path ./signing.pem -Passphrase (Read-Host -AsSecureString 'Passphrase')
/// </code>
/// </example>
/// <example>
/// <para>Use an HMAC key to sign a message.</para>
/// <code>
/// $key = [System.Buffers.Text.Base64Url]::DecodeFromChars((Export-ManagedKey webhook-github -AsPlainText -RequiredScope Write))
/// [Convert]::ToHexString([Security.Cryptography.HMACSHA256]::HashData($key, [Text.Encoding]::UTF8.GetBytes('payload')))
/// </code>
/// </example>
/// <example>
/// <para>Write the public parts of all key pairs into a folder.</para>
/// <code>
/// New-Item -ItemType Directory ./public | Out-Null
/// Get-ManagedKey -State Active | Where-Object Fingerprint | ForEach-Object {
///     $_ | Export-ManagedKey | Set-Content "./public/$($_.Name).pem"
/// }
/// </code>
/// </example>
/// <seealso cref="NewManagedKeyCommand"/>
/// <seealso cref="GetManagedKeyCommand"/>
/// <seealso cref="TestManagedKeyCommand"/>
/// <seealso cref="Secrets.ImportProtectedSecretCommand"/>
[Cmdlet(VerbsData.Export, "ManagedKey", SupportsShouldProcess = true, DefaultParameterSetName = Public)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ExportManagedKeyCommand : StoreCmdlet
{
    private const string Public = "Public";
    private const string Protected = "Protected";
    private const string Plain = "PlainText";

    /// <summary>
    /// The id of a version, or a name, which stands for the key's present version. A key that is piped in is taken by
    /// its id.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ManagedKeyNameCompleter))]
    public string Id { get; set; } = "";

    /// <summary>Writes the public part as a JSON Web Key (RFC 7517, RFC 8037) rather than as PEM.</summary>
    [Parameter(ParameterSetName = Public)]
    public SwitchParameter AsJwk { get; set; }

    /// <summary>The file for the whole key; it must not exist. It is readable by its owner only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Protected)]
    public string Path { get; set; } = "";

    /// <summary>What opens the file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Protected)]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>Writes the whole key as plain text: a pair as PKCS#8 in PEM, random bytes in Base64url without padding.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Plain)]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>What the key must be good for: Read, Write, ReadWrite or Admin; without it any key is given out.</summary>
    [Parameter(ParameterSetName = Protected)]
    [Parameter(ParameterSetName = Plain)]
    public ManagedKeyScope? RequiredScope { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        ManagedKeyReference key = Guid.TryParseExact(Id, "D", out _) ? ManagedKeyReference.ById(Id) : ManagedKeyReference.ByName(Id);
        if (!ShouldProcess(Id, "Export managed key")) return;
        ForEachInput(Id, () =>
        {
            switch (ParameterSetName)
            {
                case Public:
                    WriteObject(store.ManagedKeys.ExportPublic(key, AsJwk));
                    break;
                case Plain:
                    WriteObject(store.ManagedKeys.ExportPlainText(key, RequiredScope));
                    break;
                default:
                    string file = ResolveNewPath(Path);
                    using (SecretBuffer passphrase = Passphrase!.ToUtf8Buffer()) store.ManagedKeys.ExportProtected(key, file, passphrase, RequiredScope);
                    WriteObject(new FileInfo(file));
                    break;
            }
        });
    }
}
