using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <content>Role definitions as files.</content>
public sealed partial class AccessControlManager
{
    /// <summary>Writes role definitions to a new file, sorted by name. Grants are not in it.</summary>
    /// <param name="path">The file; it must not exist, unless <paramref name="overwrite"/>.</param>
    /// <param name="roles">Which; all when null.</param>
    /// <param name="format">What it is written in; what its name says when null.</param>
    /// <param name="overwrite">Replaces a file that is there, at once.</param>
    /// <returns>How many roles there are in it.</returns>
    /// <exception cref="AlreadyExistsException">The file exists.</exception>
    /// <exception cref="NotFoundException">One of the roles does not exist; no file is made.</exception>
    public int Export(string path, IReadOnlyList<string>? roles = null, RoleFileFormat? format = null, bool overwrite = false)
    {
        string target = Path.GetFullPath(path);
        AuditNote note = new(AuditAction.RolesExported, Path.GetFileName(target));
        return List(note, index =>
        {
            RoleFileFormat writtenIn = format ?? RoleFile.FormatOf(target);
            IEnumerable<Role> wanted = roles is null ? index.Roles.Roles : roles.Select(index.Require).DistinctBy(role => role.Id);
            List<RoleDefinition> definitions = [.. wanted.OrderBy(role => role.Id, StringComparer.Ordinal).Select(role => ToDefinition(role, index.Roles.Find))];
            if (!overwrite && Path.Exists(target)) throw SecurityErrors.ExportExists(target);
            WriteFile(target, RoleFile.Write(definitions, writtenIn), overwrite);
            note.Metadata["count"] = Number(definitions.Count);
            return definitions.Count;
        });
    }

    /// <summary>What an import of a file would change; nothing is.</summary>
    /// <inheritdoc cref="Import"/>
    public IReadOnlyList<RoleChange> Compare(string path, RoleImportMode mode = RoleImportMode.Merge, RoleFileFormat? format = null)
    {
        AuditNote note = new(AuditAction.RoleListed, Path.GetFileName(path));
        return List(note, index => Plan(ReadDefinitions(path, format), index.Roles.Roles, mode).Changes);
    }

    /// <summary>Makes the roles those of a file: all of it, or nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">What becomes of roles that are not in it.</param>
    /// <param name="force">With <see cref="RoleImportMode.Replace"/>: roles go even when they are granted, and their grants with them.</param>
    /// <param name="format">What it is written in; what its name says when null.</param>
    /// <returns>What it changes, role by role, in the order of their names.</returns>
    /// <exception cref="MalformedDataException">It is not a file of definitions.</exception>
    /// <exception cref="InvalidInputException">A definition cannot be used, or roles would inherit from themselves.</exception>
    /// <exception cref="NotFoundException">There is no such file, or no such role to inherit from.</exception>
    /// <exception cref="InvalidStateException">A role that would go is granted.</exception>
    public IReadOnlyList<RoleChange> Import(string path, RoleImportMode mode = RoleImportMode.Merge, bool force = false, RoleFileFormat? format = null)
    {
        AuditNote note = new(AuditAction.RolesImported, Path.GetFileName(path)) { Metadata = { ["mode"] = mode.ToString() } };
        // Read before the store is locked, so that a slow disk or pipe keeps nobody waiting.
        IReadOnlyList<Role> read = _store.Attempt(note, () => ReadDefinitions(path, format));
        return Change(note, (editor, change) =>
        {
            List<Role> present = [.. editor.ListRoles()];
            (IReadOnlyList<RoleChange> changes, List<Role> put, List<Role> gone) = Plan(read, present, mode);
            if (gone.Count > 0) RemoveAll(editor, change, gone, force);
            foreach (Role role in put) editor.Put(role);
            foreach (RoleChange one in changes.Where(one => one.Change != RoleChangeKind.Unchanged)) change.Log(NoteOf(one));
            foreach (RoleChangeKind kind in Enum.GetValues<RoleChangeKind>()) note.Metadata[kind.ToString().ToLowerInvariant()] = Number(changes.Count(one => one.Change == kind));
            return changes;
        });
    }

    private static (IReadOnlyList<RoleChange> Changes, List<Role> Put, List<Role> Gone) Plan(IReadOnlyList<Role> read, IEnumerable<Role> present, RoleImportMode mode)
    {
        Dictionary<string, Role> before = present.ToDictionary(role => role.Id);
        Dictionary<string, Role> after = mode == RoleImportMode.Merge ? new(before) : [];
        foreach (Role role in read) after[role.Id] = before.TryGetValue(role.Id, out Role? old) ? role with { CreatedAt = old.CreatedAt } : role;
        if (after.Count > RoleRules.MaximumRoles) throw SecurityErrors.RoleLimitReached("roles", RoleRules.MaximumRoles);
        RoleRules.CheckHierarchy(after);
        List<RoleChange> changes = [];
        List<Role> put = [];
        foreach (Role role in read)
        {
            Role? old = before.GetValueOrDefault(role.Id);
            IReadOnlyList<string> lines = RoleDifference.Lines(old, role, id => after.GetValueOrDefault(id) ?? before.GetValueOrDefault(id));
            bool isSame = old is not null && old.IsDefinedAs(role);
            if (!isSame) put.Add(after[role.Id]);
            changes.Add(new RoleChange { Name = role.Name, Change = old is null ? RoleChangeKind.Added : isSame ? RoleChangeKind.Unchanged : RoleChangeKind.Changed, Difference = lines });
        }

        List<Role> gone = [.. before.Values.Where(role => !after.ContainsKey(role.Id))];
        changes.AddRange(gone.Select(role => new RoleChange { Name = role.Name, Change = RoleChangeKind.Removed, Difference = RoleDifference.Lines(role, null, before.GetValueOrDefault) }));
        return ([.. changes.OrderBy(change => CanonicalName.KeyOf(change.Name), StringComparer.Ordinal)], put, gone);
    }

    // Every role that stays is one of the file, so none inherits from one that goes once the file's are in place.
    private static void RemoveAll(PolicyEditor editor, StoreChange change, List<Role> gone, bool force)
    {
        Dictionary<string, Role> going = gone.ToDictionary(role => role.Id);
        List<Grant> grants = [.. editor.ListGrants().Where(grant => going.ContainsKey(grant.RoleId))];
        if (!force && grants.Count > 0) throw SecurityErrors.RoleInUse(going[grants[0].RoleId].Name, grants.Count, []);
        foreach (Grant grant in grants) Revoke(editor, change, grant, going[grant.RoleId], "role deleted");
        foreach (Role role in gone) editor.Delete(role);
    }

    private static AuditNote NoteOf(RoleChange change) => new(
        change.Change switch
        {
            RoleChangeKind.Added => AuditAction.RoleDefined,
            RoleChangeKind.Removed => AuditAction.RoleDeleted,
            _ => AuditAction.RoleChanged,
        },
        change.Name)
    {
        Metadata = { ["change"] = AuditText.Clip(string.Join("; ", change.Difference)) },
    };

    private static RoleDefinition ToDefinition(Role role, Func<string, Role?> find) => new()
    {
        Name = role.Name,
        Description = role.Description,
        Permissions = role.Permissions,
        Deny = role.Deny,
        InheritsFrom = [.. role.Parents.Select(id => find(id)?.Name ?? id)],
    };

    private static void WriteFile(string target, string text, bool overwrite)
    {
        string partial = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            // Whoever could change the file could have rights given at its next import.
            using (FileStream stream = OwnerOnlyFile.CreateNew(partial))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            if (overwrite) File.Move(partial, target, overwrite: true);
            else DurableRename.WithoutOverwrite(partial, target);
            DurableRename.FlushFolder(Path.GetDirectoryName(target)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileFailure.Translate(error, target);
        }
        finally
        {
            Leftover.Remove(partial);
        }
    }

    private IReadOnlyList<Role> ReadDefinitions(string path, RoleFileFormat? format)
    {
        string source = Path.GetFullPath(path);
        List<Role> roles = [];
        HashSet<string> seen = [];
        foreach (RoleDefinition definition in RoleFile.Read(source, format ?? RoleFile.FormatOf(source)))
        {
            Role role = RoleRules.Check(definition, Now);
            if (!seen.Add(role.Id)) throw SecurityErrors.RoleFileMalformed(source, $"the role '{role.Name}' is in it twice");
            roles.Add(role);
        }

        return roles;
    }
}
