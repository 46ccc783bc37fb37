using System.Management.Automation;
using EnterpriseSecurity.AccessControl;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Gets how the audit trail of the store records permission checks.</summary>
/// <remarks>
/// <para>
/// The answer is Throttled, All or DeniedOnly; <see cref="SetPermissionAuditCommand"/> describes them. It is a
/// setting of the store, for all who use it.
/// </para>
/// </remarks>
/// <example>
/// <para>See how checks are recorded, and which were refused today.</para>
/// <code>
/// Get-PermissionAudit
/// Get-SecurityAudit -Action permission_checked -Result Denied -After (Get-Date).Date
/// </code>
/// </example>
/// <example>
/// <para>Make sure in a script that every check is recorded.</para>
/// <code>
/// if ((Get-PermissionAudit) -ne 'All') { Set-PermissionAudit All }
/// </code>
/// </example>
/// <seealso cref="SetPermissionAuditCommand"/>
/// <seealso cref="TestPermissionCommand"/>
/// <seealso cref="Audit.GetSecurityAuditCommand"/>
[Cmdlet(VerbsCommon.Get, "PermissionAudit")]
[OutputType(typeof(PermissionCheckAudit))]
public sealed class GetPermissionAuditCommand : StoreCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput(store.Store.Path, () =>
    {
        WriteVerbose($"Permission checks that are written to the trail of '{store.Store.Path}': {store.AccessControl.CheckAudit}.");
        WriteObject(store.AccessControl.CheckAudit);
    });
}
