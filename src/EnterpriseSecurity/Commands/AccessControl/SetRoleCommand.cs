using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Changes a role's permissions, denials or description; what is not named stays.</summary>
[Cmdlet(VerbsCommon.Set, "Role", SupportsShouldProcess = true)]
[OutputType(typeof(RoleInfo))]
public sealed class SetRoleCommand : StoreCmdlet
{
    /// <summary>The role's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Role")]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>All that it allows, in place of what it did.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    public string[]? Permission { get; set; }

    /// <summary>All that it forbids, in place of what it did.</summary>
    [Parameter]
    public string[]? Deny { get; set; }

    /// <summary>What it allows from now on too.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    public string[]? AddPermission { get; set; }

    /// <summary>What it does not allow any more.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    public string[]? RemovePermission { get; set; }

    /// <summary>What it forbids from now on too.</summary>
    [Parameter]
    public string[]? AddDeny { get; set; }

    /// <summary>What it does not forbid any more.</summary>
    [Parameter]
    public string[]? RemoveDeny { get; set; }

    /// <summary>The new description; empty takes it away.</summary>
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
