using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>
/// The base of the cmdlets that work on SSH keys one by one: keys of the store by name, key files by path, and what
/// Get-SshKey writes. Files need no store.
/// </summary>
public abstract class SshKeyCmdlet : OptionalStoreCmdlet
{
    private protected const string ByName = "Name";
    private protected const string ByPath = "Path";
    private protected const string ByLiteralPath = "LiteralPath";
    private protected const string ByObject = "InputObject";
    private protected const string ByFile = "File";

    /// <summary>The name of a key that the connected store manages; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(SshKeyNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>A key file; wildcards allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>A key file; wildcard characters stand for themselves.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>
    /// A key as Get-SshKey and New-SshKeyPair write it: a managed one is taken by its name, another by its file.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByObject)]
    public SshKeyInfo[] InputObject { get; set; } = [];

    /// <summary>A key file as Get-ChildItem writes it.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByFile)]
    public FileInfo[] File { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (SshKeyTarget target in Targets()) ProcessKey(target);
    }

    /// <summary>The work on one key.</summary>
    private protected abstract void ProcessKey(SshKeyTarget target);

    private protected IEnumerable<SshKeyTarget> Targets() => ParameterSetName switch
    {
        ByName => Name.Select(name => SshKeyTarget.Managed(Resolve(), name)),
        ByPath => ResolveExistingPaths(Path, literal: false).Select(path => SshKeyTarget.File(TryResolve(), path)),
        ByLiteralPath => ResolveExistingPaths(LiteralPath, literal: true).Select(path => SshKeyTarget.File(TryResolve(), path)),
        ByFile => File.Select(file => SshKeyTarget.File(TryResolve(), file.FullName)),
        _ => InputObject.Select(key => key.IsManaged ? SshKeyTarget.Managed(Resolve(), key.Name) : SshKeyTarget.File(TryResolve(), key.Path)),
    };

    /// <summary>A passphrase in a buffer that the caller disposes; null when it was not given.</summary>
    private protected static SecretBuffer? Buffer(SecureString? passphrase) => passphrase?.ToUtf8Buffer();
}
