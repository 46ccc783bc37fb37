using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Writes secrets to a new encrypted file.</summary>
[Cmdlet(VerbsData.Export, "ProtectedSecret", SupportsShouldProcess = true, DefaultParameterSetName = PassphraseSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportProtectedSecretCommand : ProtectorCmdlet
{
    /// <summary>The file; it must not exist.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>The secrets' names; all when none is given.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The store; the connected one when it is not given.</summary>
    [Parameter]
    public EnterpriseSecurityManager? Store { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if ((Store ?? StoreSession.Current) is not { } store)
        {
            ThrowTerminatingError(Errors.StoreNotConnected());
            return;
        }

        string file = ResolveNewPath(Path);
        if (!ShouldProcess(file, "Export secrets")) return;
        ForEachInput(file, () =>
        {
            using KeyProtector protector = CreateProtector();
            store.Secrets.Export(file, protector, Name is null ? null : [.. Name.Select(SecretReference.ByName)]);
            WriteObject(new FileInfo(file));
        });
    }
}
