using System.Management.Automation;
using EnterpriseSecurity.AccessControl;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Tells how the audit trail of a store tells of permission checks.</summary>
[Cmdlet(VerbsCommon.Get, "PermissionAudit")]
[OutputType(typeof(PermissionCheckAudit))]
public sealed class GetPermissionAuditCommand : StoreCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput(store.Store.Path, () => WriteObject(store.AccessControl.CheckAudit));
}
