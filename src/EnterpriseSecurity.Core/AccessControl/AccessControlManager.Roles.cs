using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <content>Roles and how they inherit.</content>
public sealed partial class AccessControlManager
{
    /// <summary>Defines a new role.</summary>
    /// <exception cref="AlreadyExistsException">There is a role of this name.</exception>
    /// <exception cref="InvalidInputException">A name or a permission cannot be used.</exception>
    /// <exception cref="NotFoundException">There is no such role to inherit from.</exception>
    public RoleInfo DefineRole(RoleDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        AuditNote note = new(AuditAction.RoleDefined, definition.Name ?? "");
        return Change(note, (editor, _) =>
        {
            Role role = RoleRules.Check(definition, Now);
            if (editor.FindRole(role.Id) is not null) throw SecurityErrors.RoleExists(role.Name);
            if (editor.CountRoles() >= RoleRules.MaximumRoles) throw SecurityErrors.RoleLimitReached("roles", RoleRules.MaximumRoles);
            return Put(editor, role, note);
        });
    }

    /// <summary>A role.</summary>
    /// <exception cref="NotFoundException">There is none of this name.</exception>
    public RoleInfo GetRole(string name) => List(new AuditNote(AuditAction.RoleListed, name ?? ""), index => ToInfo(index.Require(name!), index.Roles.Find));

    /// <summary>The roles whose names match, sorted.</summary>
    /// <param name="name">A name with <c>*</c> and <c>?</c>; all when null.</param>
    public IReadOnlyList<RoleInfo> ListRoles(string? name = null) => List(new AuditNote(AuditAction.RoleListed, name ?? "*"), index => (IReadOnlyList<RoleInfo>)
    [
        .. index.Roles.Roles
            .Where(role => name is null || NamePattern.Matches(name, role.Name))
            .OrderBy(role => role.Id, StringComparer.Ordinal)
            .Select(role => ToInfo(role, index.Roles.Find)),
    ]);

    /// <summary>Changes a role's description, permissions or denials.</summary>
    /// <exception cref="NotFoundException">There is no such role.</exception>
    /// <exception cref="InvalidInputException">A permission cannot be used.</exception>
    public RoleInfo ChangeRole(string name, RoleChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        AuditNote note = new(AuditAction.RoleChanged, name ?? "");
        return Change(note, (editor, _) =>
        {
            Role present = editor.RequireRole(name!);
            Role changed = present with
            {
                Description = changes.Description is null ? present.Description : RoleRules.Description(present.Name, changes.Description),
                Permissions = Rules(present.Name, present.Permissions, changes.Permissions, changes.AddPermissions, changes.RemovePermissions),
                Deny = Rules(present.Name, present.Deny, changes.Deny, changes.AddDeny, changes.RemoveDeny),
            };
            return Put(editor, changed, note, present);
        });
    }

    /// <summary>Sets from which roles a role inherits, in place of those there were.</summary>
    /// <param name="role">The role.</param>
    /// <param name="inheritsFrom">The others; none makes it inherit from none.</param>
    /// <exception cref="NotFoundException">There is no such role.</exception>
    /// <exception cref="InvalidInputException">It would inherit from itself; the message names the way.</exception>
    public RoleInfo SetHierarchy(string role, IReadOnlyList<string> inheritsFrom)
    {
        ArgumentNullException.ThrowIfNull(inheritsFrom);
        AuditNote note = new(AuditAction.RoleChanged, role ?? "");
        return Change(note, (editor, _) =>
        {
            Role present = editor.RequireRole(role!);
            return Put(editor, present with { Parents = RoleRules.Parents(present.Name, inheritsFrom) }, note, present);
        });
    }

    /// <summary>Removes a role.</summary>
    /// <param name="name">The role.</param>
    /// <param name="force">Also takes away its grants, and takes it out of the roles that inherit from it.</param>
    /// <exception cref="NotFoundException">There is no such role.</exception>
    /// <exception cref="InvalidStateException">It is granted or inherited.</exception>
    public void RemoveRole(string name, bool force = false)
    {
        AuditNote note = new(AuditAction.RoleDeleted, name ?? "");
        Change(note, (editor, change) =>
        {
            Role role = editor.RequireRole(name!);
            note.Resource = role.Name;
            Remove(editor, change, role, force, note);
            return true;
        });
    }

    private static RoleInfo ToInfo(Role role, Func<string, Role?> find) => new()
    {
        Name = role.Name,
        Description = role.Description,
        Permissions = role.Permissions,
        Deny = role.Deny,
        InheritsFrom = [.. role.Parents.Select(id => find(id)?.Name ?? id)],
        CreatedAt = role.CreatedAt,
    };

    private static RoleInfo Put(PolicyEditor editor, Role role, AuditNote note, Role? before = null)
    {
        RoleRules.CheckHierarchy(role, editor.FindRole);
        note.Resource = role.Name;
        note.Metadata["change"] = AuditText.Clip(string.Join("; ", RoleDifference.Lines(before, role, editor.FindRole)));
        if (before is null || !before.IsDefinedAs(role)) editor.Put(role);
        return ToInfo(role, editor.FindRole);
    }

    // Each grant and heir that loses by it has an entry of its own.
    private static void Remove(PolicyEditor editor, StoreChange change, Role role, bool force, AuditNote note)
    {
        List<Grant> grants = [.. editor.ListGrants().Where(grant => grant.RoleId == role.Id)];
        List<Role> heirs = [.. editor.ListRoles().Where(heir => heir.Parents.Contains(role.Id))];
        if (!force && grants.Count + heirs.Count > 0) throw SecurityErrors.RoleInUse(role.Name, grants.Count, [.. heirs.Select(heir => heir.Name)]);
        foreach (Grant grant in grants) Revoke(editor, change, grant, role, "role deleted");
        foreach (Role heir in heirs)
        {
            editor.Put(heir with { Parents = [.. heir.Parents.Where(id => id != role.Id)] });
            change.Log(new AuditNote(AuditAction.RoleChanged, heir.Name) { Metadata = { ["change"] = $"- inherits {role.Name}" } });
        }

        note.Metadata["grants"] = Number(grants.Count);
        note.Metadata["heirs"] = Number(heirs.Count);
        editor.Delete(role);
    }

    private static string[] Rules(string role, string[] present, IReadOnlyList<string>? all, IReadOnlyList<string>? add, IReadOnlyList<string>? remove)
    {
        HashSet<string> gone = [.. RoleRules.Permissions(role, remove ?? [])];
        return RoleRules.Permissions(role, (all ?? present).Concat(add ?? []).Select(PermissionName.Pattern).Where(permission => !gone.Contains(permission)));
    }
}
