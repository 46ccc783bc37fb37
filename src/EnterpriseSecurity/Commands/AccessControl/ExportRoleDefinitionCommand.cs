using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Writes role definitions to a JSON or YAML file, to be reviewed and versioned.</summary>
/// <remarks>
/// <para>
/// The file has the names, descriptions, permissions, denials and hierarchy of the roles, sorted by name, so that two
/// exports can be compared. It has no grants and no secrets. <see cref="ImportRoleDefinitionCommand"/> reads it.
/// </para>
/// <para>
/// The file appears whole or not at all. The audit trail gets the entry <c>roles_exported</c>. Errors:
/// <c>ExportExists</c> (the file exists; give <c>-Force</c>), <c>RoleFileFormatUnknown</c>, <c>RoleNotFound</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Write all roles to a file, and keep it with your other sources.</para>
/// <code>
/// Export-RoleDefinition ./roles.yaml -Force
/// </code>
/// </example>
/// <example>
/// <para>Move two roles to another store.</para>
/// <code>
/// Export-RoleDefinition ./two-roles.json -Name viewer, editor
/// </code>
/// <para>With the other store connected: <see cref="ImportRoleDefinitionCommand"/> ./two-roles.json</para>
/// </example>
/// <example>
/// <para>Write each role to a file of its own.</para>
/// <code>
/// Get-Role | ForEach-Object { Export-RoleDefinition "./role-$($_.Name).json" -Name $_.Name }
/// </code>
/// </example>
/// <seealso cref="ImportRoleDefinitionCommand"/>
/// <seealso cref="GetRoleCommand"/>
[Cmdlet(VerbsData.Export, "RoleDefinition", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportRoleDefinitionCommand : StoreCmdlet
{
    /// <summary>
    /// The file to write, named <c>.json</c>, <c>.yaml</c> or <c>.yml</c>; it must not exist, unless <c>-Force</c> is
    /// given.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>The roles to write; all by default.</summary>
    [Parameter(Position = 1)]
    [Alias("Role")]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Json or Yaml; what the file's name says by default.</summary>
    [Parameter]
    public RoleFileFormat? Format { get; set; }

    /// <summary>Replaces a file that exists.</summary>
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
