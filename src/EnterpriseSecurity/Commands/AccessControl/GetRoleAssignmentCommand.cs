using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Lists who has which role; with -Permission, who can do something and through which role.</summary>
[Cmdlet(VerbsCommon.Get, "RoleAssignment")]
[OutputType(typeof(RoleAssignment))]
public sealed class GetRoleAssignmentCommand : StoreCmdlet
{
    /// <summary>These users'; everybody's when it is not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleUserCompleter))]
    public string[]? UserId { get; set; }

    /// <summary>Those of this role.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string? Role { get; set; }

    /// <summary>Those that allow their user this permission now; who is denied it is left out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    public string? Permission { get; set; }

    /// <summary>Those that cover this resource.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? Resource { get; set; }

    /// <summary>Only those that count now.</summary>
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
