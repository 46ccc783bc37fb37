using System.Management.Automation;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Removes roles.</summary>
/// <remarks>
/// <para>
/// A role that is granted or that others inherit from is refused (<c>RoleInUse</c>). With <c>-Force</c> it is revoked
/// from all who have it and taken out of the roles that inherit from it, in one transaction; each of these has its
/// own audit entry. <c>-Force</c> also asks no question.
/// </para>
/// <para>The audit trail gets the entry <c>role_deleted</c>. Other error: <c>RoleNotFound</c>.</para>
/// </remarks>
/// <example>
/// <para>Remove a role that nobody has.</para>
/// <code>
/// Remove-Role obsolete -Confirm:$false
/// </code>
/// </example>
/// <example>
/// <para>Remove the roles of a team, with all their grants; see first what would go.</para>
/// <code>
/// Get-Role team-* | Remove-Role -Force -WhatIf
/// Get-Role team-* | Remove-Role -Force
/// </code>
/// </example>
/// <example>
/// <para>See who would lose something before a role goes.</para>
/// <code>
/// Get-RoleAssignment -Role editor | Select-Object UserId, Resource, ExpiresAt
/// Remove-Role editor -Force
/// </code>
/// </example>
/// <seealso cref="RevokeRoleCommand"/>
/// <seealso cref="GetRoleAssignmentCommand"/>
/// <seealso cref="GetRoleCommand"/>
[Cmdlet(VerbsCommon.Remove, "Role", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveRoleCommand : StoreCmdlet
{
    /// <summary>The roles' names; case does not matter, and wildcards are not allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Role")]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>
    /// Asks no question, revokes the role from all who have it, and takes it out of the roles that inherit from it.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string name in Name)
        {
            if (Confirm(Force, name, Force ? "Remove role with its grants" : "Remove role")) ForEachInput(name, () => store.AccessControl.RemoveRole(name, Force));
        }
    }
}
