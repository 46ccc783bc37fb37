using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Sets from which roles a role inherits, in place of those there were.</summary>
/// <remarks>
/// <para>
/// A role has the permissions and the denials of all roles that it inherits from, at any depth. A cycle is refused,
/// and the error <c>RoleCycle</c> names its steps. The change counts at the next check, in every process.
/// </para>
/// <para>
/// The output is the role as it is now. The audit trail gets the entry <c>role_changed</c> with the difference. Other
/// error: <c>RoleNotFound</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Let a role inherit from two others.</para>
/// <code>
/// Set-RoleHierarchy admin -InheritsFrom editor, auditor
/// </code>
/// </example>
/// <example>
/// <para>Add a role to those that a role inherits from.</para>
/// <code>
/// $role = Get-Role editor
/// Set-RoleHierarchy editor -InheritsFrom ($role.InheritsFrom + 'auditor')
/// </code>
/// </example>
/// <example>
/// <para>Let all roles of a team inherit from nobody.</para>
/// <code>
/// Get-Role team-* | Set-RoleHierarchy -InheritsFrom @()
/// </code>
/// </example>
/// <seealso cref="NewRoleCommand"/>
/// <seealso cref="SetRoleCommand"/>
/// <seealso cref="GetRoleCommand"/>
/// <seealso cref="TestPermissionCommand"/>
[Cmdlet(VerbsCommon.Set, "RoleHierarchy", SupportsShouldProcess = true)]
[OutputType(typeof(RoleInfo))]
public sealed class SetRoleHierarchyCommand : StoreCmdlet
{
    /// <summary>The roles to change; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[] Role { get; set; } = [];

    /// <summary>All roles that they inherit from from now on, at most 100; an empty list, @(), for none.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[] InheritsFrom { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string role in Role)
        {
            string what = InheritsFrom.Length == 0 ? "Inherit from no role" : $"Inherit from {string.Join(", ", InheritsFrom)}";
            if (ShouldProcess(role, what)) ForEachInput(role, () => WriteObject(store.AccessControl.SetHierarchy(role, InheritsFrom)));
        }
    }
}
