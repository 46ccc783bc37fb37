using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Lists roles with what they allow, forbid and inherit from.</summary>
/// <remarks>
/// <para>
/// Permissions and Deny are the role's own; what it inherits is not among them. <see cref="TestPermissionCommand"/>
/// <c>-Role</c> tells what a role allows with all that it inherits, <see cref="GetRoleAssignmentCommand"/> who has
/// it.
/// </para>
/// <para>
/// The audit trail gets the entry <c>role_listed</c>. A name that does not exist is the error <c>RoleNotFound</c>; a
/// wildcard that matches nothing is none.
/// </para>
/// </remarks>
/// <example>
/// <para>List all roles.</para>
/// <code>
/// Get-Role
/// </code>
/// </example>
/// <example>
/// <para>List roles that allow everything.</para>
/// <code>
/// Get-Role | Where-Object Permissions -Contains '*' | Select-Object Name, Description
/// </code>
/// </example>
/// <example>
/// <para>List roles that nobody has and that no role inherits from.</para>
/// <code>
/// $used = @((Get-RoleAssignment).Role) + @((Get-Role).InheritsFrom)
/// Get-Role | Where-Object Name -NotIn $used
/// </code>
/// </example>
/// <seealso cref="NewRoleCommand"/>
/// <seealso cref="GetRoleAssignmentCommand"/>
/// <seealso cref="TestPermissionCommand"/>
/// <seealso cref="ExportRoleDefinitionCommand"/>
[Cmdlet(VerbsCommon.Get, "Role")]
[OutputType(typeof(RoleInfo))]
public sealed class GetRoleCommand : StoreCmdlet
{
    /// <summary>The names; wildcards allowed, and case does not matter. All roles by default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Role")]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string name in Name)
        {
            ForEachInput(name, () =>
            {
                if (name.AsSpan().IndexOfAny('*', '?') >= 0) WriteObject(store.AccessControl.ListRoles(name), enumerateCollection: true);
                else WriteObject(store.AccessControl.GetRole(name));
            });
        }
    }
}
