using System.Management.Automation;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Counts what there is in the store.</summary>
[Cmdlet(VerbsCommon.Get, "SecurityStatus")]
[OutputType(typeof(SecurityStatus))]
public sealed class GetSecurityStatusCommand : StoreCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput(store.Store.Path, () => WriteObject(store.GetStatus()));
}
