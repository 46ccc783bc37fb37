using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Sets from which roles a role inherits, in place of those there were.</summary>
[Cmdlet(VerbsCommon.Set, "RoleHierarchy", SupportsShouldProcess = true)]
[OutputType(typeof(RoleInfo))]
public sealed class SetRoleHierarchyCommand : StoreCmdlet
{
    /// <summary>The role.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[] Role { get; set; } = [];

    /// <summary>The roles it inherits from; an empty list for none.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[] InheritsFrom { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string role in Role)
        {
            string what = InheritsFrom.Length == 0 ? "Inherit from no role" : $"Inherit from {string.Join(", ", InheritsFrom)}";
            if (ShouldProcess(role, what)) ForEachInput(role, () => WriteObject(store.AccessControl.SetHierarchy(role, InheritsFrom)));
        }
    }
}
