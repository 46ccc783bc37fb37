using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <summary>What a role may be: the checks of a definition, and of how roles inherit.</summary>
internal static class RoleRules
{
    /// <summary>The most roles of a store.</summary>
    public const int MaximumRoles = 100_000;

    /// <summary>The most grants of a user.</summary>
    public const int MaximumGrantsOfUser = 1_000;

    /// <summary>The most permissions, and the most denials, of a role itself.</summary>
    public const int MaximumPermissions = 1_000;

    /// <summary>The most roles that a role inherits from directly.</summary>
    public const int MaximumParents = 100;

    private const int MaximumDescription = 1_024;

    /// <summary>The role that a definition makes.</summary>
    /// <exception cref="InvalidInputException">It cannot be one.</exception>
    public static Role Check(RoleDefinition definition, DateTimeOffset now)
    {
        string name = CanonicalName.Check("role", definition.Name);
        return new Role(
            CanonicalName.KeyOf(name),
            name,
            Description(name, definition.Description),
            Permissions(name, definition.Permissions),
            Permissions(name, definition.Deny),
            Parents(name, definition.InheritsFrom),
            now);
    }

    /// <summary>A description; null when there is none.</summary>
    public static string? Description(string role, string? description)
    {
        if (string.IsNullOrWhiteSpace(description)) return null;
        if (description.Length > MaximumDescription) throw SecurityErrors.RoleInvalid(role, $"its description is longer than {MaximumDescription} characters");
        return description.Any(char.IsControl) ? throw SecurityErrors.RoleInvalid(role, "its description has control characters") : description;
    }

    /// <summary>Permissions or denials: canonical, sorted, each once.</summary>
    public static string[] Permissions(string role, IEnumerable<string> permissions)
    {
        string[] canonical = [.. permissions.Select(PermissionName.Pattern).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return canonical.Length > MaximumPermissions ? throw SecurityErrors.RoleInvalid(role, $"it has more than {MaximumPermissions} permissions or denials; give some to a role that it inherits from") : canonical;
    }

    /// <summary>The ids of parents, sorted, each once.</summary>
    public static string[] Parents(string role, IEnumerable<string> names)
    {
        string[] ids = [.. names.Select(name => CanonicalName.KeyOf(CanonicalName.Check("role", name))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return ids.Length > MaximumParents ? throw SecurityErrors.RoleInvalid(role, $"it inherits from more than {MaximumParents} roles; put some of them together in one") : ids;
    }

    /// <summary>Follows a role's parents to the last one.</summary>
    /// <param name="role">The role as it shall be.</param>
    /// <param name="find">Finds the others.</param>
    /// <exception cref="NotFoundException">There is no such parent.</exception>
    /// <exception cref="InvalidInputException">It would inherit from itself.</exception>
    public static void CheckHierarchy(Role role, Func<string, Role?> find)
    {
        Dictionary<string, Role> cameFrom = [];
        Queue<Role> open = new([role]);
        while (open.TryDequeue(out Role? at))
        {
            foreach (string id in at.Parents)
            {
                if (id == role.Id) throw SecurityErrors.RoleCycle(Cycle(role, at, cameFrom));
                if (cameFrom.ContainsKey(id)) continue;
                Role parent = find(id) ?? throw SecurityErrors.RoleNotFound(id);
                cameFrom.Add(id, at);
                open.Enqueue(parent);
            }
        }
    }

    /// <summary>Looks at all roles at once, each parent and each way once.</summary>
    /// <exception cref="NotFoundException">There is no such parent.</exception>
    /// <exception cref="InvalidInputException">A role would inherit from itself.</exception>
    public static void CheckHierarchy(IReadOnlyDictionary<string, Role> roles)
    {
        Dictionary<string, int> waiting = [];
        Dictionary<string, List<string>> heirs = [];
        foreach (Role role in roles.Values)
        {
            waiting[role.Id] = role.Parents.Length;
            foreach (string parent in role.Parents)
            {
                if (!roles.ContainsKey(parent)) throw SecurityErrors.RoleNotFound(parent);
                if (!heirs.TryGetValue(parent, out List<string>? list)) heirs.Add(parent, list = []);
                list.Add(role.Id);
            }
        }

        Stack<string> free = new(waiting.Where(pair => pair.Value == 0).Select(pair => pair.Key));
        int done = 0;
        while (free.TryPop(out string? id))
        {
            done++;
            foreach (string heir in heirs.GetValueOrDefault(id, []))
            {
                if (--waiting[heir] == 0) free.Push(heir);
            }
        }

        if (done == roles.Count) return;
        // Who still waits is in a cycle or an heir of one; one of those in it is found, and named, by the other check.
        foreach (string id in waiting.Where(pair => pair.Value > 0).Select(pair => pair.Key).Order(StringComparer.Ordinal)) CheckHierarchy(roles[id], roles.GetValueOrDefault);
    }

    private static List<string> Cycle(Role role, Role last, Dictionary<string, Role> cameFrom)
    {
        List<string> names = [role.Name];
        for (Role at = last; at.Id != role.Id; at = cameFrom[at.Id]) names.Add(at.Name);
        names.Add(role.Name);
        names.Reverse();
        return names;
    }
}
