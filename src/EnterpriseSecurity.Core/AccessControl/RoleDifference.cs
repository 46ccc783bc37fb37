namespace EnterpriseSecurity.AccessControl;

/// <summary>What two definitions of a role differ in, as lines.</summary>
internal static class RoleDifference
{
    /// <summary>The lines from one definition to the other; a missing one is empty.</summary>
    public static IReadOnlyList<string> Lines(Role? before, Role? after, Func<string, Role?> find)
    {
        List<string> lines = [];
        if (before is not null && after is not null && before.Name != after.Name) Add("name", [before.Name], [after.Name]);
        Add("description", before?.Description is { } old ? [old] : [], after?.Description is { } now ? [now] : []);
        Add("permission", before?.Permissions ?? [], after?.Permissions ?? []);
        Add("deny", before?.Deny ?? [], after?.Deny ?? []);
        Add("inherits", Names(before), Names(after));
        return lines;

        string[] Names(Role? role) => [.. (role?.Parents ?? []).Select(id => find(id)?.Name ?? id)];

        void Add(string what, string[] from, string[] to)
        {
            lines.AddRange(from.Except(to).Select(text => $"- {what} {text}"));
            lines.AddRange(to.Except(from).Select(text => $"+ {what} {text}"));
        }
    }
}
