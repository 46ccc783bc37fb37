using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Lists what a user may do now.</summary>
[Cmdlet(VerbsCommon.Get, "UserPermission")]
[OutputType(typeof(UserPermission))]
public sealed class GetUserPermissionCommand : StoreCmdlet
{
    /// <summary>The users.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleUserCompleter))]
    public string[] UserId { get; set; } = [];

    /// <summary>What may be done to this resource; without it, everything with its limits.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? Resource { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string user in UserId) ForEachInput(user, () => WriteObject(store.AccessControl.GetUserPermissions(user, Resource), enumerateCollection: true));
    }
}
