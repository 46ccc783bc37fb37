using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Brings a private key into the store, from OpenSSH's format, PKCS#1, SEC1, PKCS#8 or PuTTY's PPK. The source stays as it is.</summary>
[Cmdlet(VerbsData.Import, "SshKey", SupportsShouldProcess = true, DefaultParameterSetName = ByPath)]
[OutputType(typeof(SshKeyInfo))]
public sealed class ImportSshKeyCommand : StoreCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";
    private const string ByContent = "Content";

    /// <summary>The key's name in the store; the file's, without its extension, when it is not given.</summary>
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

    /// <summary>The private key itself: text, bytes, or a SecureString.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByContent)]
    public object? Content { get; set; }

    /// <summary>The key's passphrase; it keeps it unless another is given.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>Another passphrase for the key in the store.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? NewPassphrase { get; set; }

    /// <summary>Another comment.</summary>
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
            string? comment = Comment ?? (ParameterSetName == ByContent ? null : SshKeyFiles.CommentBeside(source));
            WriteObject(store.SshKeys.Import(name, content.Memory, passphrase, new SshKeyOptions { Passphrase = next, Comment = comment }));
        });
    }
}
