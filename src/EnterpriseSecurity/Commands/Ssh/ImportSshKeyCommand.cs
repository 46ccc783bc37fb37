using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Brings a private key into the connected store, from any common format; the source stays as it is.</summary>
/// <remarks>
/// <para>
/// Reads OpenSSH's own format, PKCS#1 and SEC1 PEM, PKCS#8 and PuTTY's PPK (versions 2 and 3), encrypted or not, and
/// writes the key in OpenSSH's format into the store's folder, with the public key beside it. From then on the store
/// manages it by name.
/// </para>
/// <para>
/// An encrypted key keeps its passphrase unless -NewPassphrase gives another. It takes its comment from the file,
/// from the public key beside it, or from -Comment.
/// </para>
/// <para>
/// The source file is not deleted. Once the key works from the store, erase the old copy with Remove-SshKey -Path.
/// </para>
/// <para>
/// It needs a connected store, whose audit trail gets <c>ssh_key_imported</c>. Errors a user meets: SshKeyExists (the
/// name is taken), SshPassphraseRequired, SshPassphraseWrong, SshPrivateKeyNeeded (the file is a public key),
/// SshKeyUnsupported (DSA, or a key on a security key).
/// </para>
/// </remarks>
/// <example>
/// <para>Bring a key of your own into the store under a name, and erase the loose file.</para>
/// <code>
/// Import-SshKey laptop -Path ./id_ed25519
/// Remove-SshKey -Path ./id_ed25519 -Force
/// </code>
/// </example>
/// <example>
/// <para>Bring PuTTY's key in; its passphrase stays.</para>
/// <code>
/// Import-SshKey putty -Path ./putty.ppk -Passphrase (Read-Host -AsSecureString 'Passphrase')
/// </code>
/// </example>
/// <example>
/// <para>Bring in every key file of a folder under its own name.</para>
/// <code>
/// Get-ChildItem ./old-keys/* -Exclude *.pub | Import-SshKey
/// </code>
/// </example>
/// <example>
/// <para>Bring in a key that is kept as a secret of the store.</para>
/// <code>
/// Unprotect-Secret ci-deploy-key | ForEach-Object { Import-SshKey ci -Content $_ }
/// </code>
/// </example>
/// <seealso cref="ConvertSshKeyCommand"/>
/// <seealso cref="NewSshKeyPairCommand"/>
/// <seealso cref="GetSshKeyCommand"/>
/// <seealso cref="RemoveSshKeyCommand"/>
[Cmdlet(VerbsData.Import, "SshKey", SupportsShouldProcess = true, DefaultParameterSetName = ByPath)]
[OutputType(typeof(SshKeyInfo))]
public sealed class ImportSshKeyCommand : StoreCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";
    private const string ByContent = "Content";

    /// <summary>
    /// The key's name in the store; the file's, without its extension, when it is not given or when several files are
    /// given.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = ByPath)]
    [Parameter(Position = 0, ParameterSetName = ByLiteralPath)]
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ByContent)]
    public string? Name { get; set; }

    /// <summary>The private key file; wildcards allowed.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The private key file; wildcard characters stand for themselves.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The private key itself: text, the lines of Get-Content, UTF-8 bytes, or a SecureString.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByContent)]
    public object? Content { get; set; }

    /// <summary>
    /// The passphrase of an encrypted key. The key in the store keeps it unless -NewPassphrase is given.
    /// </summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>The passphrase of the key in the store, instead of the one that it has.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? NewPassphrase { get; set; }

    /// <summary>
    /// The comment, one line; the key's own, or that of the public key file beside it, when it is not given.
    /// </summary>
    [Parameter]
    public string? Comment { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (ParameterSetName == ByContent)
        {
            Import(store, Name!, Name!, () => KeyContent.From(Content));
            return;
        }

        bool literal = ParameterSetName == ByLiteralPath;
        IReadOnlyList<string> files = ResolveExistingPaths(literal ? LiteralPath : Path, literal);
        foreach (string file in files)
        {
            string name = Name is not null && files.Count == 1 ? Name : System.IO.Path.GetFileNameWithoutExtension(file);
            Import(store, name, file, () => SshKeyFiles.ReadContent(file));
        }
    }

    private void Import(EnterpriseSecurityManager store, string name, string source, Func<SecretBuffer> read)
    {
        if (!ShouldProcess(name, $"Import SSH key from {source}")) return;
        ForEachInput(source, () =>
        {
            using SecretBuffer content = read();
            using SecretBuffer? passphrase = Passphrase?.ToUtf8Buffer();
            using SecretBuffer? next = NewPassphrase?.ToUtf8Buffer();
            WriteObject(store.SshKeys.Import(name, content.Memory, passphrase, new SshKeyOptions { Passphrase = next, Comment = Comment }, ParameterSetName == ByContent ? null : source));
        });
    }
}
