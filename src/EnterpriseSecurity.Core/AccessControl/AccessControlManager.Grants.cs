using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <content>Who has which role.</content>
public sealed partial class AccessControlManager
{
    private const string KindOfUser = "user";

    /// <summary>Gives a user a role; one that the user has for the same resource gets these times instead of its own.</summary>
    /// <exception cref="NotFoundException">There is no such role.</exception>
    /// <exception cref="InvalidInputException">The user, the resource or the times cannot be used.</exception>
    public RoleAssignment Grant(RoleGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        AuditNote note = new(AuditAction.RoleAssigned, grant.UserId ?? "");
        return Change(note, (editor, _) => Put(editor, grant, note));
    }

    /// <summary>Gives many roles at once: all of them, each with its audit entry, or none.</summary>
    public IReadOnlyList<RoleAssignment> GrantAll(IReadOnlyList<RoleGrant> grants)
    {
        ArgumentNullException.ThrowIfNull(grants);
        AuditNote note = new(AuditAction.RoleAssigned, "*") { Metadata = { ["count"] = Number(grants.Count) } };
        return Change(note, (editor, change) =>
        {
            List<RoleAssignment> made = [];
            foreach (RoleGrant grant in grants)
            {
                AuditNote one = new(AuditAction.RoleAssigned, grant.UserId);
                made.Add(Put(editor, grant, one));
                change.Log(one);
            }

            return (IReadOnlyList<RoleAssignment>)made;
        });
    }

    /// <summary>Takes a role from a user.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="role">The role's name.</param>
    /// <param name="resource">The resource it was given for, as it was written; every one, and none, when null.</param>
    /// <returns>What was taken.</returns>
    /// <exception cref="NotFoundException">The user does not have it.</exception>
    public IReadOnlyList<RoleAssignment> Revoke(string userId, string role, string? resource = null)
    {
        AuditNote note = new(AuditAction.RoleRevoked, userId ?? "") { Metadata = { ["role"] = AuditText.Clip(role ?? "") } };
        return Change(note, (editor, change) =>
        {
            string user = CanonicalName.KeyOf(CanonicalName.Check(KindOfUser, userId!));
            Role present = editor.RequireRole(role!);
            string? limit = ResourcePattern.Pattern(resource);
            List<Grant> found = [.. editor.ListGrants(user).Where(grant => grant.RoleId == present.Id && (resource is null || grant.ResourceKey == limit))];
            if (found.Count == 0) throw SecurityErrors.RoleGrantNotFound(userId!, role!);
            foreach (Grant grant in found.Skip(1)) Revoke(editor, change, grant, present, null);
            editor.Delete(found[0]);
            Describe(found[0], present, note);
            return (IReadOnlyList<RoleAssignment>)[.. found.Select(grant => ToAssignment(grant, present.Name) with { IsActive = false })];
        });
    }

    /// <summary>Who has which role; with a permission, who can do it and through which role.</summary>
    /// <exception cref="NotFoundException">There is no such role.</exception>
    /// <exception cref="InvalidInputException">The user, the permission or the resource cannot be used.</exception>
    public IReadOnlyList<RoleAssignment> ListAssignments(RoleAssignmentFilter? filter = null)
    {
        filter ??= new RoleAssignmentFilter();
        AuditNote note = new(AuditAction.RoleListed, filter.UserId ?? "*");
        if (filter.Permission is not null) note.Metadata["permission"] = AuditText.Clip(filter.Permission);
        return List(note, index =>
        {
            string? user = filter.UserId is null ? null : CanonicalName.KeyOf(CanonicalName.Check(KindOfUser, filter.UserId));
            string? role = filter.Role is null ? null : index.Require(filter.Role).Id;
            string? permission = filter.Permission is null ? null : PermissionName.Concrete(filter.Permission);
            string? resource = filter.Resource is null ? null : ResourcePattern.Concrete(filter.Resource);
            IEnumerable<Grant> grants = user is null ? index.Grants.Values.SelectMany(list => list) : index.GrantsOf(user).ToArray();
            long now = Now.ToUnixTimeMilliseconds();
            PermissionReach? reach = permission is null ? null : index.Roles.ReachOf(permission);
            return (IReadOnlyList<RoleAssignment>)
            [
                .. grants
                    .Where(grant => role is null || grant.RoleId == role)
                    .Where(grant => resource is null || grant.Covers(resource))
                    .Where(grant => !filter.ActiveOnly || grant.IsActive(now))
                    .Where(grant => reach is null || (reach.Allows(grant.Role) && grant.IsActive(now) && grant.Covers(resource) && index.IsAllowed(grant.UserKey, permission!, resource, now)))
                    .OrderBy(grant => grant.Id, StringComparer.Ordinal)
                    .Select(grant => ToAssignment(index, grant, permission)),
            ];
        });
    }

    private static void Revoke(PolicyEditor editor, StoreChange change, Grant grant, Role role, string? why)
    {
        editor.Delete(grant);
        AuditNote note = new(AuditAction.RoleRevoked, grant.UserId);
        Describe(grant, role, note);
        if (why is not null) note.Metadata["reason"] = why;
        change.Log(note);
    }

    private static void Describe(Grant grant, Role role, AuditNote note)
    {
        note.Resource = grant.UserId;
        note.Metadata["role"] = role.Name;
        if (grant.Resource is not null) note.Metadata["resource"] = grant.Resource;
        if (grant.NotBefore != long.MinValue) note.Metadata["notBefore"] = Time(grant.NotBefore)!.Value.ToString("O", CultureInfo.InvariantCulture);
        if (grant.ExpiresAt != long.MaxValue) note.Metadata["expiresAt"] = Time(grant.ExpiresAt)!.Value.ToString("O", CultureInfo.InvariantCulture);
    }

    private static DateTimeOffset? Time(long milliseconds) =>
        milliseconds is long.MinValue or long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private RoleAssignment Put(PolicyEditor editor, RoleGrant asked, AuditNote note)
    {
        string user = CanonicalName.Check(KindOfUser, asked.UserId);
        string key = CanonicalName.KeyOf(user);
        Role role = editor.RequireRole(asked.Role ?? "");
        string? resource = ResourcePattern.Pattern(asked.Resource);
        string id = PolicyRecords.GrantId(key, role.Id, resource);
        DateTimeOffset? end = EndOf(asked, user, editor.Now);
        if (end <= editor.Now) throw SecurityErrors.RoleGrantTimesInvalid(user, role.Name, "it would have expired already");
        if (end <= asked.NotBefore) throw SecurityErrors.RoleGrantTimesInvalid(user, role.Name, "it would end before it begins");
        Grant grant = new()
        {
            Id = id,
            UserId = user,
            UserKey = key,
            RoleId = role.Id,
            Resource = resource is null ? null : asked.Resource,
            ResourceKey = resource,
            NotBefore = asked.NotBefore?.ToUnixTimeMilliseconds() ?? long.MinValue,
            ExpiresAt = end?.ToUnixTimeMilliseconds() ?? long.MaxValue,
            GrantedAt = editor.Now,
        };
        if (editor.FindGrant(id) is null && editor.ListGrants(key).Take(RoleRules.MaximumGrantsOfUser).Count() == RoleRules.MaximumGrantsOfUser)
        {
            throw SecurityErrors.RoleLimitReached("grants of one user", RoleRules.MaximumGrantsOfUser);
        }

        editor.Put(grant);
        Describe(grant, role, note);
        return ToAssignment(grant, role.Name);
    }

    private static DateTimeOffset? EndOf(RoleGrant asked, string user, DateTimeOffset now)
    {
        if (asked.ExpiresAt is not null || asked.ExpiresIn is not { } duration) return asked.ExpiresAt;
        DateTimeOffset begin = asked.NotBefore ?? now;
        return duration > DateTimeOffset.MaxValue - begin ? throw SecurityErrors.RoleGrantTimesInvalid(user, asked.Role, "it would end later than a date can say; leave the end out") : begin + duration;
    }

    private RoleAssignment ToAssignment(Grant grant, string role) => new()
    {
        UserId = grant.UserId,
        Role = role,
        Resource = grant.Resource,
        NotBefore = Time(grant.NotBefore),
        ExpiresAt = Time(grant.ExpiresAt),
        GrantedAt = grant.GrantedAt,
        IsActive = grant.IsActive(Now.ToUnixTimeMilliseconds()),
    };

    private RoleAssignment ToAssignment(PolicyIndex index, Grant grant, string? permission) => ToAssignment(grant, index.Roles[grant.Role].Name) with
    {
        Permission = permission,
        Path = permission is null ? [] : [.. index.Roles.Explain(grant.Role, permission, denied: false)!.Value.Path.Select(role => role.Name)],
    };
}
