using System.Management.Automation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Checks the whole store: database, every record, the audit trail, and the files' permissions.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SecurityStore")]
[OutputType(typeof(bool), typeof(StoreVerification))]
public sealed class TestSecurityStoreCommand : StoreCmdlet
{
    /// <summary>Writes what was found instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput(store.Store.Path, () =>
    {
        using CmdletProgress progress = ShowProgress("Checking the store");
        StoreVerification verdict = store.Store.Verify(progress, StopToken);
        WriteObject(Detailed ? verdict : (object)verdict.IsValid);
    });
}
