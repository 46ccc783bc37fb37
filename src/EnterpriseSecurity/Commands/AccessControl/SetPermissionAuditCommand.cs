using System.Management.Automation;
using EnterpriseSecurity.AccessControl;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Sets how the audit trail of a store tells of permission checks, for all who use it.</summary>
[Cmdlet(VerbsCommon.Set, "PermissionAudit", SupportsShouldProcess = true)]
[OutputType(typeof(PermissionCheckAudit))]
public sealed class SetPermissionAuditCommand : StoreCmdlet
{
    /// <summary>Throttled: each check, and beyond a rate their number. All: each check. DeniedOnly: refused ones only.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public PermissionCheckAudit Mode { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (!ShouldProcess(store.Store.Path, $"Audit permission checks: {Mode}")) return;
        ForEachInput(store.Store.Path, () =>
        {
            store.AccessControl.SetCheckAudit(Mode);
            WriteObject(Mode);
        });
    }
}
