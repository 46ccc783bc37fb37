using System.Management.Automation;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Removes a role; one that is granted or inherited only with -Force.</summary>
[Cmdlet(VerbsCommon.Remove, "Role", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveRoleCommand : StoreCmdlet
{
    /// <summary>The role's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Role")]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Asks no question, revokes the role from all who have it, and takes it out of the roles that inherit from it.</summary>
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
