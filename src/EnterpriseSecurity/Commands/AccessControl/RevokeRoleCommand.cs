using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Takes roles from users.</summary>
[Cmdlet(VerbsSecurity.Revoke, "Role", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RoleAssignment))]
public sealed class RevokeRoleCommand : StoreCmdlet
{
    /// <summary>The users.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleUserCompleter))]
    public string[] UserId { get; set; } = [];

    /// <summary>The roles.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[] Role { get; set; } = [];

    /// <summary>Only the grant for this resource, as it was written; all of the role's when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? Resource { get; set; }

    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes what was taken.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        string? resource = string.IsNullOrEmpty(Resource) ? null : Resource;
        foreach (string user in UserId)
        {
            foreach (string role in Role)
            {
                if (!Confirm(Force, user, resource is null ? $"Revoke role '{role}'" : $"Revoke role '{role}' for '{resource}'")) continue;
                ForEachInput(user, () =>
                {
                    IReadOnlyList<RoleAssignment> revoked = store.AccessControl.Revoke(user, role, resource);
                    if (PassThru) WriteObject(revoked, enumerateCollection: true);
                });
            }
        }
    }
}
