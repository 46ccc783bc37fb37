using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Lists who has which role; with -Permission, who may do something and through which role.</summary>
/// <remarks>
/// <para>
/// Each object is one grant: user, role, resource, times, and whether it counts now (IsActive). With
/// <c>-Permission</c> only grants are listed that allow their user the permission now; Path has the roles from the
/// granted one to the one that names the permission. Users whom another role forbids it are left out.
/// </para>
/// <para>
/// The audit trail gets the entry <c>role_listed</c>. A user without roles gives nothing. Errors:
/// <c>RoleNotFound</c>, <c>PermissionInvalid</c> (a permission to ask for has no wildcard).
/// </para>
/// </remarks>
/// <example>
/// <para>See what roles a user has.</para>
/// <code>
/// Get-RoleAssignment bob
/// </code>
/// </example>
/// <example>
/// <para>See who may delete documents, and why.</para>
/// <code>
/// Get-RoleAssignment -Permission docs:delete | Select-Object UserId, Role, Resource, @{ Name = 'Path'; Expression = { $_.Path -join ' &gt; ' } }
/// </code>
/// </example>
/// <example>
/// <para>List the grants that end this week.</para>
/// <code>
/// $limit = (Get-Date).AddDays(7)
/// Get-RoleAssignment -Active | Where-Object { $_.ExpiresAt -and $_.ExpiresAt -lt $limit } | Sort-Object ExpiresAt
/// </code>
/// </example>
/// <example>
/// <para>Write all grants of a role to a file for review.</para>
/// <code>
/// Get-RoleAssignment -Role editor | Select-Object UserId, Role, Resource, GrantedAt, ExpiresAt | Export-Csv ./editors.csv
/// </code>
/// </example>
/// <seealso cref="GrantRoleCommand"/>
/// <seealso cref="RevokeRoleCommand"/>
/// <seealso cref="GetUserPermissionCommand"/>
/// <seealso cref="TestPermissionCommand"/>
[Cmdlet(VerbsCommon.Get, "RoleAssignment")]
[OutputType(typeof(RoleAssignment))]
public sealed class GetRoleAssignmentCommand : StoreCmdlet
{
    /// <summary>Lists these users' grants; everybody's by default. Case does not matter.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleUserCompleter))]
    public string[]? UserId { get; set; }

    /// <summary>Lists the grants of this role.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string? Role { get; set; }

    /// <summary>Lists the grants that allow their user this permission now; one permission, without wildcards.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    public string? Permission { get; set; }

    /// <summary>Lists the grants that cover this resource; those without a limit cover every one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? Resource { get; set; }

    /// <summary>Lists only the grants that count now.</summary>
    [Parameter]
    public SwitchParameter Active { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string? user in UserId ?? [null!])
        {
            ForEachInput(user ?? Role ?? Permission, () => WriteObject(
                store.AccessControl.ListAssignments(new RoleAssignmentFilter { UserId = user, Role = Role, Permission = Permission, Resource = Resource, ActiveOnly = Active }),
                enumerateCollection: true));
        }
    }
}
