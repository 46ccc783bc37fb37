using System.Management.Automation;
using EnterpriseSecurity.AccessControl;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Brings the roles in line with a JSON or YAML file, all of it or nothing.</summary>
/// <remarks>
/// <para>
/// With <c>-WhatIf</c> it writes the difference and changes nothing. Roles that are not in the file stay, unless
/// <c>-Replace</c> is given, which removes them; one of those that is granted makes the import fail
/// (<c>RoleInUse</c>), unless <c>-Force</c> revokes it. Grants of roles that stay are not touched.
/// </para>
/// <para>
/// A file is one transaction: a cycle, an unknown role to inherit from or one bad permission, and nothing is changed.
/// It has "version: 1" and a list "roles" with name, description, permissions, deny and inheritsFrom; other members
/// are refused. YAML is read without tags, anchors and aliases; a <c>*</c> needs quotes in it.
/// </para>
/// <para>
/// The output is one object a role: Name, Change (Added, Changed, Removed, Unchanged) and Difference, line by line.
/// The audit trail gets the entry <c>roles_imported</c>, and one for each role that changes. Errors:
/// <c>RoleFileMalformed</c>, <c>RoleFileFormatUnknown</c>, <c>RoleCycle</c>, <c>PermissionInvalid</c>,
/// <c>PathNotFound</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>See what a reviewed file would change, and apply it.</para>
/// <code>
/// Import-RoleDefinition ./roles.yaml -WhatIf | Where-Object Change -NE Unchanged
/// Import-RoleDefinition ./roles.yaml
/// </code>
/// </example>
/// <example>
/// <para>Make the store's roles exactly those of the file.</para>
/// <code>
/// Import-RoleDefinition ./roles.yaml -Replace -Force | Format-Table Name, Change
/// </code>
/// </example>
/// <example>
/// <para>Read all files of a folder.</para>
/// <code>
/// Get-ChildItem ./roles.d -Filter *.json | Import-RoleDefinition
/// </code>
/// </example>
/// <seealso cref="ExportRoleDefinitionCommand"/>
/// <seealso cref="NewRoleCommand"/>
/// <seealso cref="SetRoleCommand"/>
/// <seealso cref="GetRoleCommand"/>
[Cmdlet(VerbsData.Import, "RoleDefinition", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(RoleChange))]
public sealed class ImportRoleDefinitionCommand : StoreCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>The files, named <c>.json</c>, <c>.yaml</c> or <c>.yml</c>; wildcards allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files, taken as they are written, without wildcards.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Json or Yaml; what the files' names say by default.</summary>
    [Parameter]
    public RoleFileFormat? Format { get; set; }

    /// <summary>Keeps roles that are not in the file; this is the default.</summary>
    [Parameter]
    public SwitchParameter Merge { get; set; }

    /// <summary>Removes roles that are not in the file.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <summary>With <c>-Replace</c>: removes roles that are granted too, and revokes them from all who have them.</summary>
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
