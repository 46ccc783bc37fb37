using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.ManagedKeys;

namespace EnterpriseSecurity.Commands.ManagedKeys;

/// <summary>
/// Gives a managed key out: the public part of a pair as text, the whole key to a file under a passphrase, or, when asked for
/// by name, as plain text. Each is in the audit trail.
/// </summary>
[Cmdlet(VerbsData.Export, "ManagedKey", SupportsShouldProcess = true, DefaultParameterSetName = Public)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ExportManagedKeyCommand : StoreCmdlet
{
    private const string Public = "Public";
    private const string Protected = "Protected";
    private const string Plain = "PlainText";

    /// <summary>The id of a version, or the name, which stands for the present one. A key that is piped in is taken by its id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ManagedKeyNameCompleter))]
    public string Id { get; set; } = "";

    /// <summary>Writes the public part as a JSON Web Key rather than as PEM.</summary>
    [Parameter(ParameterSetName = Public)]
    public SwitchParameter AsJwk { get; set; }

    /// <summary>The file for the whole key; it must not exist.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Protected)]
    public string Path { get; set; } = "";

    /// <summary>What opens the file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Protected)]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>Writes the whole key as plain text: PKCS#8 in PEM, or Base64url.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Plain)]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>What the key must be good for.</summary>
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
