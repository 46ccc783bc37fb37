using System.Management.Automation;
using EnterpriseSecurity.AccessControl;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Sets how the audit trail of the store records permission checks, for all who use it.</summary>
/// <remarks>
/// <para>
/// Throttled (from the start): each check has an entry, up to 20 allowed and 200 refused ones a second in a process;
/// beyond that, one entry for each user, permission and result tells the number. All: each check has an entry,
/// however long that takes. DeniedOnly: refused checks as with Throttled, allowed ones not at all.
/// </para>
/// <para>The output is the new setting. The audit trail gets the entry <c>permission_audit_changed</c>.</para>
/// </remarks>
/// <example>
/// <para>Record every check, for an investigation.</para>
/// <code>
/// Set-PermissionAudit All
/// </code>
/// </example>
/// <example>
/// <para>Record only what is refused, where allowed checks are too many to be of use.</para>
/// <code>
/// Set-PermissionAudit DeniedOnly
/// Test-Permission bob payroll:read
/// Get-SecurityAudit -Action permission_checked | Select-Object User, Resource, Result
/// </code>
/// </example>
/// <seealso cref="GetPermissionAuditCommand"/>
/// <seealso cref="TestPermissionCommand"/>
/// <seealso cref="Audit.GetSecurityAuditCommand"/>
[Cmdlet(VerbsCommon.Set, "PermissionAudit", SupportsShouldProcess = true)]
[OutputType(typeof(PermissionCheckAudit))]
public sealed class SetPermissionAuditCommand : StoreCmdlet
{
    /// <summary>Throttled, All or DeniedOnly, as above.</summary>
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
