using System.Management.Automation;
using EnterpriseSecurity.AccessControl;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Makes the roles those of a JSON or YAML file: all of it or nothing. With -WhatIf it writes the difference and changes nothing.</summary>
[Cmdlet(VerbsData.Import, "RoleDefinition", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(RoleChange))]
public sealed class ImportRoleDefinitionCommand : StoreCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>The files, named .json, .yaml or .yml; wildcards allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files, taken as they are written.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>What the files are written in; what their names say when it is not given.</summary>
    [Parameter]
    public RoleFileFormat? Format { get; set; }

    /// <summary>Roles that are not in the file stay; so it is when neither is given.</summary>
    [Parameter]
    public SwitchParameter Merge { get; set; }

    /// <summary>Roles that are not in the file are removed.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <summary>With -Replace: removes roles that are granted too, and revokes them.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Merge && Replace) ThrowTerminatingError(Errors.ParametersConflict(nameof(Merge), nameof(Replace)));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        RoleImportMode mode = Replace ? RoleImportMode.Replace : RoleImportMode.Merge;
        bool literal = ParameterSetName == LiteralPathSet;
        foreach (string file in ResolveExistingPaths(literal ? LiteralPath : Path, literal))
        {
            ForEachInput(file, () =>
            {
                if (ShouldProcess(file, "Import role definitions")) WriteObject(store.AccessControl.Import(file, mode, Force, Format), enumerateCollection: true);
                else if (IsWhatIf) WriteObject(store.AccessControl.Compare(file, mode, Format), enumerateCollection: true);
            });
        }
    }
}
