using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Lists roles.</summary>
[Cmdlet(VerbsCommon.Get, "Role")]
[OutputType(typeof(RoleInfo))]
public sealed class GetRoleCommand : StoreCmdlet
{
    /// <summary>The name; wildcards allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Role")]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string name in Name)
        {
            ForEachInput(name, () =>
            {
                if (WildcardPattern.ContainsWildcardCharacters(name)) WriteObject(store.AccessControl.ListRoles(name), enumerateCollection: true);
                else WriteObject(store.AccessControl.GetRole(name));
            });
        }
    }
}
