using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Lists the store's SSH keys, or says what a key file holds.</summary>
[Cmdlet(VerbsCommon.Get, "SshKey", DefaultParameterSetName = ByName)]
[OutputType(typeof(SshKeyInfo))]
public sealed class GetSshKeyCommand : OptionalStoreCmdlet
{
    private const string ByName = "Name";
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";
    private const string ByFile = "File";

    /// <summary>The name of a key that the store manages; wildcards allowed.</summary>
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
            try
            {
                WriteObject(KeyFiles.Get(path));
            }
            catch (SecurityException error) when (error is MalformedDataException or UnsupportedException)
            {
                WriteVerbose($"'{path}' is left out: {error.Message}");
            }
        }
    }
}
