using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Tells whether a user may do something; with -Detailed, which role decided and why.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Permission", DefaultParameterSetName = User)]
[OutputType(typeof(bool), typeof(PermissionDecision))]
public sealed class TestPermissionCommand : StoreCmdlet
{
    private const string User = "User";
    private const string ByRole = "Role";

    /// <summary>The users.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = User)]
    [ArgumentCompleter(typeof(RoleUserCompleter))]
    public string[] UserId { get; set; } = [];

    /// <summary>A role, to see what it says by itself, whoever has it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByRole)]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string Role { get; set; } = "";

    /// <summary>The permission: one, without wildcards.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    public string Permission { get; set; } = "";

    /// <summary>What it is to be done to; without it the question is for every resource.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = User)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? Resource { get; set; }

    /// <summary>Writes what decided, in place of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (ParameterSetName == ByRole)
        {
            ForEachInput(Role, () => Write(store.AccessControl.TestRole(Role, Permission)));
            return;
        }

        string? resource = string.IsNullOrEmpty(Resource) ? null : Resource;
        foreach (string user in UserId)
        {
            ForEachInput(user, () =>
            {
                if (Detailed) Write(store.AccessControl.ExplainPermission(user, Permission, resource));
                else WriteObject(store.AccessControl.TestPermission(user, Permission, resource));
            });
        }
    }

    private void Write(PermissionDecision decision) => WriteObject(Detailed ? decision : decision.IsAllowed);
}
