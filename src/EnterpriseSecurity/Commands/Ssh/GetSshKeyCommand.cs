using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Lists the SSH keys of the connected store, or says what a key file holds.</summary>
/// <remarks>
/// <para>
/// Without parameters it lists every key that the connected store manages. With -Path, -LiteralPath or files from
/// Get-ChildItem it reads key files of any kind that this module reads (OpenSSH, PKCS#1, SEC1, PKCS#8, PPK, public
/// keys, RFC 4716), and no store is needed. No passphrase is asked for: kind, size, fingerprint and comment are read
/// from the part that is not encrypted. Where the whole key is encrypted (PKCS#8, PEM with DEK-Info) they come from
/// the public key file beside it, or are empty.
/// </para>
/// <para>
/// State says how a managed key's files stand to what the store knows: Present, Missing (the private key file is
/// gone) or Changed (it holds another key). Age counts from the last rotation, or from the making of the key; for a
/// file that no store manages, from the file's creation.
/// </para>
/// <para>
/// Listing leaves <c>ssh_key_listed</c> in a connected store's audit trail. A name that does not exist is
/// SshKeyNotFound; a wildcard that matches nothing gives nothing.
/// </para>
/// </remarks>
/// <example>
/// <para>List the keys of the connected store that nobody has rotated for 90 days.</para>
/// <code>
/// Get-SshKey | Where-Object Age -gt ([timespan]::FromDays(90))
/// </code>
/// </example>
/// <example>
/// <para>See which of the keys in a folder have no passphrase.</para>
/// <code>
/// Get-SshKey -Path ./* | Where-Object { $null -ne $_.Format -and -not $_.HasPassphrase } |
///     Select-Object Name, KeyType, Path
/// </code>
/// <para>Of what a wildcard finds, files that are no keys are passed over; -Verbose names them.</para>
/// </example>
/// <example>
/// <para>Read the key files that Get-ChildItem finds.</para>
/// <code>
/// Get-ChildItem ./id_* -Exclude *.pub | Get-SshKey |
///     Format-Table Name, KeyType, Bits, HasPassphrase, Fingerprint
/// </code>
/// </example>
/// <seealso cref="NewSshKeyPairCommand"/>
/// <seealso cref="TestSshKeyCommand"/>
/// <seealso cref="GetSshKeyFingerprintCommand"/>
/// <seealso cref="UpdateSshKeyPairCommand"/>
[Cmdlet(VerbsCommon.Get, "SshKey", DefaultParameterSetName = ByName)]
[OutputType(typeof(SshKeyInfo))]
public sealed class GetSshKeyCommand : OptionalStoreCmdlet
{
    private const string ByName = "Name";
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";
    private const string ByFile = "File";

    /// <summary>
    /// The name of a key that the store manages; wildcards allowed, case does not matter. Every key when it is not
    /// given.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(SshKeyNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>A key file, private or public; wildcards allowed. Of what a wildcard finds, files that are no keys are left out, and public keys beside their private ones.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>A key file; wildcard characters stand for themselves.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>A key file as Get-ChildItem writes it.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByFile)]
    public FileInfo[] File { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ByPath:
                foreach (string path in Path) FromPattern(path);
                break;
            case ByLiteralPath:
                foreach (string path in ResolveExistingPaths(LiteralPath, literal: true)) FromFile(path);
                break;
            case ByFile:
                foreach (FileInfo file in File) FromFile(file.FullName);
                break;
            default:
                foreach (string name in Name) FromStore(name);
                break;
        }
    }

    private void FromStore(string name)
    {
        EnterpriseSecurityManager store = Resolve();
        ForEachInput(name, () =>
        {
            if (WildcardPattern.ContainsWildcardCharacters(name)) WriteObject(store.SshKeys.List(name), enumerateCollection: true);
            else WriteObject(store.SshKeys.Get(name));
        });
    }

    private void FromFile(string path) => ForEachInput(path, () => WriteObject(KeyFiles.Get(path)));

    private void FromPattern(string pattern)
    {
        IReadOnlyList<string> found = ResolveExistingPaths([pattern], literal: false);
        if (!WildcardPattern.ContainsWildcardCharacters(pattern))
        {
            foreach (string path in found) FromFile(path);
            return;
        }

        HashSet<string> all = [.. found];
        foreach (string path in found.Where(path => !Directory.Exists(path)))
        {
            if (path.EndsWith(".pub", StringComparison.Ordinal) && all.Contains(path[..^4])) continue;
            ForEachInput(path, () =>
            {
                try
                {
                    WriteObject(KeyFiles.Get(path));
                }
                catch (SecurityException error) when (error is MalformedDataException or UnsupportedException)
                {
                    WriteVerbose($"'{path}' is left out: {error.Message}");
                }
            });
        }
    }
}
