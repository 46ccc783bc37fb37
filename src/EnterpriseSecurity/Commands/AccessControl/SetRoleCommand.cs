using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Changes a role's permissions, denials or description.</summary>
/// <remarks>
/// <para>
/// What is not given stays. <c>-Permission</c> and <c>-Deny</c> replace the whole lists; the Add and Remove
/// parameters change single entries. A permission that is to be removed and is not there makes no difference; it is
/// removed as it was given, so <c>-RemovePermission</c> <c>docs:read</c> leaves <c>docs:*</c>. The change counts at
/// the next check, in every process.
/// </para>
/// <para>
/// The output is the role as it is now. The audit trail gets the entry <c>role_changed</c> with the difference.
/// Errors: <c>RoleNotFound</c>, <c>PermissionInvalid</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Let a role do one thing more, and another no longer.</para>
/// <code>
/// Set-Role editor -AddPermission reports:read -RemovePermission write
/// </code>
/// </example>
/// <example>
/// <para>Forbid deleting to all roles of a team.</para>
/// <code>
/// Get-Role team-* | Set-Role -AddDeny '*:delete'
/// </code>
/// </example>
/// <example>
/// <para>Replace all permissions and the description.</para>
/// <code>
/// Set-Role viewer -Permission docs:read, reports:read -Description 'Reads documents and reports'
/// </code>
/// </example>
/// <seealso cref="SetRoleHierarchyCommand"/>
/// <seealso cref="GetRoleCommand"/>
/// <seealso cref="NewRoleCommand"/>
/// <seealso cref="RemoveRoleCommand"/>
[Cmdlet(VerbsCommon.Set, "Role", SupportsShouldProcess = true)]
[OutputType(typeof(RoleInfo))]
public sealed class SetRoleCommand : StoreCmdlet
{
    /// <summary>The roles' names; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Role")]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>All that the role allows from now on, in place of what it did.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    public string[]? Permission { get; set; }

    /// <summary>All that the role forbids from now on, in place of what it did.</summary>
    [Parameter]
    public string[]? Deny { get; set; }

    /// <summary>Permissions to add to those there are.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    public string[]? AddPermission { get; set; }

    /// <summary>Permissions to take away, written as they were given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    public string[]? RemovePermission { get; set; }

    /// <summary>Denials to add to those there are.</summary>
    [Parameter]
    public string[]? AddDeny { get; set; }

    /// <summary>Denials to take away, written as they were given.</summary>
    [Parameter]
    public string[]? RemoveDeny { get; set; }

    /// <summary>The new description, in one line; an empty text takes it away.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string name in Name)
        {
            if (!ShouldProcess(name, "Change role")) continue;
            ForEachInput(name, () => WriteObject(store.AccessControl.ChangeRole(name, new RoleChanges
            {
                // An omitted text is null only when it was not bound; PowerShell gives an empty one otherwise.
                Description = MyInvocation.BoundParameters.ContainsKey(nameof(Description)) ? Description ?? "" : null,
                Permissions = Permission,
                Deny = Deny,
                AddPermissions = AddPermission,
                RemovePermissions = RemovePermission,
                AddDeny = AddDeny,
                RemoveDeny = RemoveDeny,
            })));
        }
    }
}
