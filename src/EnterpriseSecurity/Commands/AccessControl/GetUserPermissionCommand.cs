using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Lists what a user may do now.</summary>
/// <remarks>
/// <para>
/// Each object is a permission as a role names it, with its wildcards, the resource it is limited to, the role that
/// names it (Role) and the way to it from the granted role (Path), and when the grant ends. Permissions that are
/// forbidden as a whole are left out; what is forbidden within one stands in Except.
/// </para>
/// <para>
/// The list is for people to read. To decide about a request, ask <see cref="TestPermissionCommand"/>. The audit
/// trail gets the entry <c>role_listed</c>. A user without roles gives nothing.
/// </para>
/// </remarks>
/// <example>
/// <para>See what a user may do.</para>
/// <code>
/// Get-UserPermission bob
/// </code>
/// </example>
/// <example>
/// <para>See what a user may do to one resource.</para>
/// <code>
/// Get-UserPermission ann -Resource projects/alpha/plan
/// </code>
/// </example>
/// <example>
/// <para>Write the permissions of all users to a file for review.</para>
/// <code>
/// (Get-RoleAssignment).UserId | Sort-Object -Unique | Get-UserPermission |
///     Select-Object UserId, Permission, Resource, Role, @{ Name = 'Except'; Expression = { $_.Except -join ' ' } } | Export-Csv ./permissions.csv
/// </code>
/// </example>
/// <seealso cref="TestPermissionCommand"/>
/// <seealso cref="GetRoleAssignmentCommand"/>
/// <seealso cref="GetRoleCommand"/>
[Cmdlet(VerbsCommon.Get, "UserPermission")]
[OutputType(typeof(UserPermission))]
public sealed class GetUserPermissionCommand : StoreCmdlet
{
    /// <summary>The users; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleUserCompleter))]
    public string[] UserId { get; set; } = [];

    /// <summary>Lists what may be done to this resource; without it everything, with its limits.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? Resource { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string user in UserId) ForEachInput(user, () => WriteObject(store.AccessControl.GetUserPermissions(user, Resource), enumerateCollection: true));
    }
}
