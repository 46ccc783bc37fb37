using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Defines a role: what it allows, what it forbids, and from which roles it inherits.</summary>
[Cmdlet(VerbsCommon.New, "Role", SupportsShouldProcess = true)]
[OutputType(typeof(RoleInfo))]
public sealed class NewRoleCommand : StoreCmdlet
{
    /// <summary>The role's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Role")]
    public string Name { get; set; } = "";

    /// <summary>What it allows: words, or parts joined by colons, with wildcards, as in <c>docs:*</c>.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Permissions")]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    public string[] Permission { get; set; } = [];

    /// <summary>What it forbids; it wins over what any role allows.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] Deny { get; set; } = [];

    /// <summary>The roles it inherits from.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[] InheritsFrom { get; set; } = [];

    /// <summary>What it is for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Description { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (!ShouldProcess(Name, "Define role")) return;
        ForEachInput(Name, () => WriteObject(store.AccessControl.DefineRole(new RoleDefinition
        {
            Name = Name,
            Description = Description,
            Permissions = Permission,
            Deny = Deny,
            InheritsFrom = InheritsFrom,
        })));
    }
}
