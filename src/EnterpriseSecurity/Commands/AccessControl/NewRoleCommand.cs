using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Defines a role: what it allows, what it forbids, and from which roles it inherits.</summary>
/// <remarks>
/// <para>
/// Permissions are words, or up to eight parts joined by colons, as in read, <c>docs:read</c> or
/// <c>docs:draft:read</c>. In a role a part may be <c>*</c>: the last part <c>*</c> stands for one part or more
/// (<c>*</c> is everything, <c>docs:*</c> is <c>docs:read</c> and <c>docs:draft:read</c>, but not docs), any other
/// <c>*</c> for exactly one part. Case does not matter. What a role forbids (<c>-Deny</c>) wins over what any role of
/// the user allows, and denials are inherited too.
/// </para>
/// <para>
/// A role gives nobody anything until it is granted with <see cref="GrantRoleCommand"/>. Nothing is allowed that no
/// role allows.
/// </para>
/// <para>
/// The audit trail gets the entry <c>role_defined</c>. Errors: <c>RoleExists</c>, <c>RoleNotFound</c> (a role to
/// inherit from), <c>RoleCycle</c>, <c>PermissionInvalid</c>, <c>RoleInvalid</c> (more than 1,000 permissions or
/// 1,000 denials, or 100 roles to inherit from).
/// </para>
/// </remarks>
/// <example>
/// <para>Define three roles that build on each other.</para>
/// <code>
/// New-Role reader docs:read -Description 'Reads documents'
/// New-Role writer docs:* -Deny docs:delete -InheritsFrom reader -Description 'Writes documents, deletes none'
/// New-Role operator *:read, jobs:* -InheritsFrom reader
/// </code>
/// </example>
/// <example>
/// <para>Define roles from a list of objects.</para>
/// <code>
/// Get-Content ./roles.json | ConvertFrom-Json | New-Role
/// </code>
/// <para>
/// The properties Name, Permission, Deny, InheritsFrom and Description are taken.
/// <see cref="ImportRoleDefinitionCommand"/> reads whole files, checks them as one and shows the difference first.
/// </para>
/// </example>
/// <example>
/// <para>Define a role for a job and give it to the job's account.</para>
/// <code>
/// New-Role backup-job secrets:read, backups:write
/// Grant-Role svc-backup backup-job
/// </code>
/// </example>
/// <seealso cref="GrantRoleCommand"/>
/// <seealso cref="SetRoleCommand"/>
/// <seealso cref="SetRoleHierarchyCommand"/>
/// <seealso cref="ImportRoleDefinitionCommand"/>
[Cmdlet(VerbsCommon.New, "Role", SupportsShouldProcess = true)]
[OutputType(typeof(RoleInfo))]
public sealed class NewRoleCommand : StoreCmdlet
{
    /// <summary>The role's name; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Role")]
    public string Name { get; set; } = "";

    /// <summary>What it allows, as in <c>docs:read</c> or <c>docs:*</c>; nothing by default.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Permissions")]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    public string[] Permission { get; set; } = [];

    /// <summary>What it forbids, as in <c>docs:delete</c>. It wins over what any role allows.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] Deny { get; set; } = [];

    /// <summary>The roles whose permissions and denials it has too.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[] InheritsFrom { get; set; } = [];

    /// <summary>What it is for, in one line.</summary>
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
