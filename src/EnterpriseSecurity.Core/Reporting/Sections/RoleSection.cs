using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Reporting.Sections;

/// <summary>Roles that may too much or that nobody has, denials that cross permissions, and who has which role.</summary>
internal sealed class RoleSection : IReportSection
{
    /// <inheritdoc/>
    public string Id => "roles";

    /// <inheritdoc/>
    public string Title => "Roles";

    /// <inheritdoc/>
    public void Write(ReportSource source, ReportSection section)
    {
        if (source.Roles.Count == 0)
        {
            section.Say($"There are no roles; nobody is allowed anything by one.");
            return;
        }

        Dictionary<string, RoleInfo> roles = source.Roles.ToDictionary(role => CanonicalName.KeyOf(role.Name));
        RoleAssignment[] active = [.. source.Assignments.Where(one => one.IsActive)];
        Dictionary<string, int> holders = active.Select(one => (Role: CanonicalName.KeyOf(one.Role), User: CanonicalName.KeyOf(one.UserId))).Distinct().CountBy(one => one.Role).ToDictionary();
        HashSet<string> reached = [.. holders.Keys.SelectMany(role => Climb(roles, role)).Select(role => CanonicalName.KeyOf(role.Name))];
        var users = active.GroupBy(one => CanonicalName.KeyOf(one.UserId)).OrderBy(group => source.Names.Of(ReportNameKind.User, group.Key).Text, StringComparer.Ordinal).Select(group => Describe(source, roles, [.. group])).ToList();

        int unlimited = source.Roles.Count(MayEverything);
        int unused = source.Roles.Count(role => !reached.Contains(CanonicalName.KeyOf(role.Name)));
        User[] almighty = [.. users.Where(user => user.MayEverything)];
        User[] crossed = [.. users.Where(user => user.Conflicts.Count > 0)];
        section.ConcernIf(almighty.Length, ReportSeverity.Soon, $"user may do everything by a role", $"users may do everything by a role");
        section.ConcernIf(crossed.Length, ReportSeverity.Soon, $"user has roles of which one forbids what another allows", $"users have roles of which one forbids what another allows");
        section.ConcernIf(unused, ReportSeverity.Note, $"role is given to nobody", $"roles are given to nobody");
        section.Facts(
            (ReportText.Of($"Roles"), ReportCell.Number(source.Roles.Count)),
            (ReportText.Of($"Users with a role now"), ReportCell.Number(users.Count)),
            (ReportText.Of($"Roles that may do everything"), ReportCell.Number(unlimited, ReportTone.Caution)),
            (ReportText.Of($"Roles that nobody has"), ReportCell.Number(unused, ReportTone.Caution)),
            (ReportText.Of($"Users with a conflict"), ReportCell.Number(crossed.Length, ReportTone.Caution)));

        ReportNames names = source.Names;
        section.Table(
            $"Roles and what they allow",
            [(ReportText.Of($"Role"), false), (ReportText.Of($"Allows"), false), (ReportText.Of($"Forbids"), false), (ReportText.Of($"Inherits from"), false), (ReportText.Of($"Users"), true), (ReportText.Of($"Remark"), false)],
            source.Roles,
            role =>
            [
                ReportText.Of($"{names.Of(ReportNameKind.Role, role.Name)}"),
                Scopes(names, role.Permissions),
                Scopes(names, role.Deny),
                ReportText.Join(role.InheritsFrom.Select(parent => ReportText.Of($"{names.Of(ReportNameKind.Role, parent)}"))),
                ReportCell.Number(holders.GetValueOrDefault(CanonicalName.KeyOf(role.Name))),
                Remark(role, reached),
            ]);
        section.Table(
            $"What one role allows a user and another forbids",
            [(ReportText.Of($"User"), false), (ReportText.Of($"Allowed"), false), (ReportText.Of($"Forbidden"), false)],
            [.. crossed.SelectMany(user => user.Conflicts.Select(conflict => (user.Name, conflict.Allowed, conflict.Denied)))],
            one => [one.Name, ReportText.Of($"{names.Scope(one.Allowed)}"), new ReportCell(ReportText.Of($"{names.Scope(one.Denied)}"), ReportTone.Caution)]);
        section.Table(
            $"Who has which roles",
            [(ReportText.Of($"User"), false), (ReportText.Of($"Roles"), false), (ReportText.Of($"Remark"), false)],
            users,
            user => [user.Name, ReportText.Join(user.Roles), user.MayEverything ? new ReportCell(ReportText.Of($"may do everything"), ReportTone.Caution) : ReportText.None]);
    }

    private static ReportText Scopes(ReportNames names, IReadOnlyList<string> permissions) =>
        permissions.Count <= 6
            ? ReportText.Join(permissions.Select(one => ReportText.Of($"{names.Scope(one)}")))
            : ReportText.Of($"{ReportText.Join(permissions.Take(5).Select(one => ReportText.Of($"{names.Scope(one)}")))} and {permissions.Count - 5} more");

    private static ReportCell Remark(RoleInfo role, HashSet<string> reached)
    {
        List<ReportText> remarks = [];
        if (MayEverything(role)) remarks.Add(ReportText.Of($"may do everything"));
        else if (role.Permissions.Any(one => one.Split(':').Contains(PermissionName.Wildcard))) remarks.Add(ReportText.Of($"wildcard"));
        if (!reached.Contains(CanonicalName.KeyOf(role.Name))) remarks.Add(ReportText.Of($"nobody has it"));
        return remarks.Count == 0 ? ReportText.None : new ReportCell(ReportText.Join(remarks), ReportTone.Caution);
    }

    private static bool MayEverything(RoleInfo role) => role.Permissions.Any(one => one.Split(':').All(part => part == PermissionName.Wildcard));

    private static User Describe(ReportSource source, Dictionary<string, RoleInfo> roles, RoleAssignment[] assignments)
    {
        ReportNames names = source.Names;
        RoleInfo[] held = [.. assignments.SelectMany(one => Climb(roles, CanonicalName.KeyOf(one.Role))).Distinct()];
        string[] allowed = [.. held.SelectMany(role => role.Permissions).Distinct(StringComparer.Ordinal)];
        string[] denied = [.. held.SelectMany(role => role.Deny).Distinct(StringComparer.Ordinal)];
        return new User(
            ReportText.Of($"{names.Of(ReportNameKind.User, assignments[0].UserId)}"),
            [.. assignments.Select(one => Describe(names, one))],
            held.Any(MayEverything),
            [.. allowed.SelectMany(one => denied.Where(other => PermissionName.Overlaps(one, other)).Select(other => (one, other))).Take(ReportTable.MostRows)]);
    }

    private static ReportText Describe(ReportNames names, RoleAssignment one) => (one.Resource, one.ExpiresAt) switch
    {
        (null, null) => ReportText.Of($"{names.Of(ReportNameKind.Role, one.Role)}"),
        (null, { } end) => ReportText.Of($"{names.Of(ReportNameKind.Role, one.Role)} until {end}"),
        ({ } on, null) => ReportText.Of($"{names.Of(ReportNameKind.Role, one.Role)} on {names.Of(ReportNameKind.Resource, on)}"),
        ({ } on, { } end) => ReportText.Of($"{names.Of(ReportNameKind.Role, one.Role)} on {names.Of(ReportNameKind.Resource, on)} until {end}"),
    };

    // A role and all that it inherits from, each once.
    private static IEnumerable<RoleInfo> Climb(Dictionary<string, RoleInfo> roles, string start)
    {
        HashSet<string> seen = [start];
        Queue<string> open = new([start]);
        while (open.TryDequeue(out string? at))
        {
            if (!roles.TryGetValue(at, out RoleInfo? role)) continue;
            yield return role;
            foreach (string parent in role.InheritsFrom.Select(CanonicalName.KeyOf).Where(seen.Add)) open.Enqueue(parent);
        }
    }

    private sealed record User(ReportText Name, IReadOnlyList<ReportText> Roles, bool MayEverything, IReadOnlyList<(string Allowed, string Denied)> Conflicts);
}
