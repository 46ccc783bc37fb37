using System.Management.Automation;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Reads an export file into the store: all of it, or nothing.</summary>
[Cmdlet(VerbsData.Import, "ProtectedSecret", SupportsShouldProcess = true, DefaultParameterSetName = PassphraseSet)]
[OutputType(typeof(SecretImport))]
public sealed class ImportProtectedSecretCommand : ProtectorCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>What to do where a name is taken.</summary>
    [Parameter]
    public ImportConflict OnConflict { get; set; }

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
        if (!ShouldProcess(file, "Import secrets")) return;
        ForEachInput(file, () =>
        {
            using KeyProtector protector = CreateProtector();
            WriteObject(store.Secrets.Import(file, protector, OnConflict));
        });
    }
}
