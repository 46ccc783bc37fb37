using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Writes role definitions to a JSON or YAML file, to be reviewed and kept as other sources are.</summary>
[Cmdlet(VerbsData.Export, "RoleDefinition", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportRoleDefinitionCommand : StoreCmdlet
{
    /// <summary>The file, named .json, .yaml or .yml; it must not exist, unless -Force.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>The roles' names; all when none is given.</summary>
    [Parameter(Position = 1)]
    [Alias("Role")]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>What it is written in; what its name says when it is not given.</summary>
    [Parameter]
    public RoleFileFormat? Format { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        string file = ResolveNewPath(Path);
        if (!ShouldProcess(file, "Export role definitions")) return;
        ForEachInput(file, () =>
        {
            store.AccessControl.Export(file, Name, Format, Force);
            WriteObject(new FileInfo(file));
        });
    }
}
