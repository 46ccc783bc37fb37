using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>
/// Makes SSH key pairs. With a name they are the connected store's; with a path alone, or with no store connected,
/// they are files like any others.
/// </summary>
[Cmdlet(VerbsCommon.New, "SshKeyPair", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SshKeyInfo))]
public sealed class NewSshKeyPairCommand : OptionalStoreCmdlet
{
    private const string ByName = "Name";
    private const string Batch = "Batch";

    /// <summary>The key's name, which is also its file's unless a path is given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByName)]
    public string[] Name { get; set; } = [];

    /// <summary>How many keys to make; they are named by the prefix and a number from 1.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Batch)]
    [ValidateRange(1, 100_000)]
    public int Count { get; set; }

    /// <summary>What the names of many keys begin with, as in <c>deploy</c> for deploy_1, deploy_2, ...</summary>
    [Parameter(ParameterSetName = Batch)]
    public string Prefix { get; set; } = "key";

    /// <summary>The private key file to make, or a folder for it, which then ends with a separator or exists. The public key file is beside it, with <c>.pub</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Path { get; set; }

    /// <summary>The kind of key; Ed25519 when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SshKeyType KeyType { get; set; } = SshKeyType.Ed25519;

    /// <summary>The passphrase that the private key file is encrypted under.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>The comment; the user and host when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Comment { get; set; }

    /// <summary>The cost of trying a passphrase, in bcrypt rounds.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int Round { get; set; } = SshPrivateKeyFile.DefaultBcryptRounds;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        using SecretBuffer? passphrase = OrTerminate(null, () => Passphrase?.ToUtf8Buffer());
        SshKeyOptions options = new() { KeyType = KeyType, Passphrase = passphrase, Comment = Comment, BcryptRounds = Round };
        if (ParameterSetName == Batch) MakeMany(options);
        else if (Name.Length > 0) Array.ForEach(Name, name => Make(name, options));
        else if (Path is not null) MakeFile(ResolveNewPath(Path), null, options);
        else ThrowTerminatingError(Errors.NameOrPathNeeded());
    }

    private void Make(string name, SshKeyOptions options)
    {
        if (Path is not null)
        {
            string path = ResolveNewPath(Path);
            bool isFolder = System.IO.Path.EndsInDirectorySeparator(Path) || Directory.Exists(path);
            MakeFile(isFolder ? System.IO.Path.Combine(path, name) : path, name, options);
            return;
        }

        EnterpriseSecurityManager store = Resolve();
        if (!ShouldProcess(name, $"Make {KeyType} key pair")) return;
        ForEachInput(name, () => WriteObject(store.SshKeys.Create(name, options)));
    }

    private void MakeFile(string path, string? name, SshKeyOptions options)
    {
        if (!ShouldProcess(path, $"Make {KeyType} key pair")) return;
        EnterpriseSecurityManager? store = TryResolve();
        options = options with { Path = path };
        ForEachInput(path, () =>
        {
            if (store is not null && name is not null) WriteObject(store.SshKeys.Create(name, options));
            else WriteObject(KeyFiles.Create(options));
        });
    }

    private void MakeMany(SshKeyOptions options)
    {
        string[] names = [.. Enumerable.Range(1, Count).Select(i => $"{Prefix}_{i}")];
        if (Path is not null)
        {
            string folder = ResolveNewPath(Path);
            foreach (string name in names) MakeFile(System.IO.Path.Combine(folder, name), name, options);
            return;
        }

        EnterpriseSecurityManager store = Resolve();
        if (!ShouldProcess($"{names[0]} to {names[^1]}", $"Make {Count} {KeyType} key pairs")) return;
        ForEachInput(Prefix, () =>
        {
            using CmdletProgress progress = ShowProgress("Making SSH key pairs");
            foreach (SshKeyInfo key in store.SshKeys.CreateMany(names, options, progress, StopToken)) WriteObject(key);
        });
    }
}
