using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Makes SSH key pairs, as files or as keys that the connected store manages.</summary>
/// <remarks>
/// <para>
/// Makes a private key in OpenSSH's own format (PROTOCOL.key), readable by its owner only, and the public key's line
/// beside it with <c>.pub</c>. ssh, sshd, ssh-agent, git and every other program that reads OpenSSH keys take both as
/// they are. A file that exists is never overwritten.
/// </para>
/// <para>
/// With -Path alone the pair is a file like any other, and no store is needed. With -Name the connected store manages
/// the pair: its files are in the store's folder (or at -Path when both are given), and the store knows name,
/// fingerprint and history, so that Get-SshKey, Update-SshKeyPair and the other cmdlets take the key by its name.
/// Without a connected store and without -Path the command ends with StoreNotConnected.
/// </para>
/// <para>
/// Ed25519 is the default because every OpenSSH since 6.5 takes it and its keys are small. Choose Rsa3072 or Rsa4096
/// for old devices that know RSA only. An RSA-4096 key takes seconds to make.
/// </para>
/// <para>
/// A passphrase encrypts the private key with AES-256 under 24 rounds of bcrypt. Without one, the file's mode is the
/// key's only protection, in the store's folder too. The store does not know the passphrase: it is asked for at each
/// use, and cannot be recovered.
/// </para>
/// <para>
/// A connected store's audit trail gets <c>ssh_key_generated</c> with name, kind and fingerprint, for files outside
/// the store too. Errors a user meets: SshKeyExists (the name is taken), SshKeyFileExists (a file is in the way),
/// SshCommentInvalid.
/// </para>
/// </remarks>
/// <example>
/// <para>Make a deploy key in the connected store, protected by a passphrase, and show the line for the server.</para>
/// <code>
/// $passphrase = Read-Host -AsSecureString 'Passphrase'
/// $key = New-SshKeyPair -Name web01 -Comment 'deploy@ci' -Passphrase $passphrase
/// Get-Content $key.PublicKeyPath
/// </code>
/// </example>
/// <example>
/// <para>Make a key pair in the present folder, without a store.</para>
/// <code>
/// New-SshKeyPair -Path ./id_backup -Comment 'backup job'
/// </code>
/// <para>Writes ./id_backup (owner-only) and ./id_backup.pub.</para>
/// </example>
/// <example>
/// <para>Make a key for each host of a list, and write down which fingerprint belongs to which.</para>
/// <code>
/// 'db01', 'db02', 'db03' | New-SshKeyPair -Comment 'maintenance' |
///     Select-Object Name, Fingerprint, PublicKeyPath |
///     Export-Csv ./keys.csv
/// </code>
/// </example>
/// <example>
/// <para>Make 20 numbered keys, agent_1 to agent_20, in one go.</para>
/// <code>
/// New-SshKeyPair -Count 20 -Prefix agent
/// </code>
/// <para>
/// Many keys are written in groups with far fewer waits for the disk than one by one. Ctrl+C stops between two
/// groups.
/// </para>
/// </example>
/// <seealso cref="UpdateSshKeyPairCommand"/>
/// <seealso cref="GetSshKeyCommand"/>
/// <seealso cref="SetSshKeyPassphraseCommand"/>
/// <seealso cref="AddSshAuthorizedKeyCommand"/>
[Cmdlet(VerbsCommon.New, "SshKeyPair", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SshKeyInfo))]
public sealed class NewSshKeyPairCommand : OptionalStoreCmdlet
{
    private const string ByName = "Name";
    private const string Batch = "Batch";

    /// <summary>
    /// The key's name in the store; with -Path and no store, the file's name in that folder. Without -Path it is the
    /// file's name in the store's folder, so it must be one that a file can have; case does not matter.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByName)]
    public string[] Name { get; set; } = [];

    /// <summary>
    /// How many keys to make, 1 to 100,000. They are named by the prefix, an underscore and a number from 1.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = Batch)]
    [ValidateRange(1, 100_000)]
    public int Count { get; set; }

    /// <summary>
    /// What the names of many keys begin with, as in <c>deploy</c> for deploy_1, deploy_2 and so on; <c>key</c> when
    /// it is not given.
    /// </summary>
    [Parameter(ParameterSetName = Batch)]
    public string Prefix { get; set; } = "key";

    /// <summary>
    /// The private key file to make, or a folder for it, which then ends with a separator or exists. The public key
    /// file is beside it, with <c>.pub</c>. The store's folder when it is not given.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Path { get; set; }

    /// <summary>The kind of key; Ed25519 when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SshKeyType KeyType { get; set; } = SshKeyType.Ed25519;

    /// <summary>
    /// The passphrase that the private key file is encrypted under; the file is in clear when it is not given. Give a
    /// SecureString, a PSCredential or UTF-8 bytes; text works, and stays in history and memory.
    /// </summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>
    /// The comment, one line of up to 1,024 characters; it shows in authorized_keys and in ssh-add -l. The user and
    /// host when it is not given.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Comment { get; set; }

    /// <summary>
    /// The cost of trying a passphrase, in bcrypt rounds from 1 to 10,000; 24 when it is not given. Each doubling
    /// doubles the time of every use as well.
    /// </summary>
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

    // The other types take no time that anybody would notice.
    private CmdletProgress? ShowSearchForPrimes() =>
        KeyType is SshKeyType.Rsa2048 or SshKeyType.Rsa3072 or SshKeyType.Rsa4096 ? ShowProgress($"Making an {KeyType} key pair") : null;

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
        ForEachInput(name, () =>
        {
            using CmdletProgress? progress = ShowSearchForPrimes();
            WriteObject(store.SshKeys.Create(name, options));
        });
    }

    private void MakeFile(string path, string? name, SshKeyOptions options)
    {
        if (!ShouldProcess(path, $"Make {KeyType} key pair")) return;
        EnterpriseSecurityManager? store = TryResolve();
        options = options with { Path = path };
        ForEachInput(path, () =>
        {
            using CmdletProgress? progress = ShowSearchForPrimes();
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
