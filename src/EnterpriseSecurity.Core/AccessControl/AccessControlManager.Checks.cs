using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <content>Who may do what.</content>
public sealed partial class AccessControlManager
{
    /// <summary>
    /// True when a role of the user that counts now allows it and none forbids it. A user without roles may do nothing.
    /// </summary>
    /// <param name="userId">The user; compared without regard to case.</param>
    /// <param name="permission">One permission, without wildcards.</param>
    /// <param name="resource">
    /// What it is to be done to. When null the question is for every resource: a grant that is limited to some does not
    /// allow, and forbids all the same.
    /// </param>
    /// <exception cref="InvalidInputException">The user, the permission or the resource cannot be used.</exception>
    /// <exception cref="IntegrityException">The roles or grants were changed by someone without the key.</exception>
    public bool TestPermission(string userId, string permission, string? resource = null)
    {
        AuditNote note = CheckNote(userId, permission);
        return _store.Attempt(note, () =>
        {
            (string user, string asked, string? on) = Question(userId, permission, resource);
            PolicyIndex index = Current();
            bool isAllowed = index.IsAllowed(user, asked, on, _store.Time.GetUtcNow().ToUnixTimeMilliseconds());
            _checks.Add(new PermissionCheck(userId, asked, resource, isAllowed), index.State.CheckAudit);
            return isAllowed;
        });
    }

    /// <summary>The same answer as <see cref="TestPermission"/> with the role, the rule and the grant that decided.</summary>
    /// <inheritdoc cref="TestPermission"/>
    public PermissionDecision ExplainPermission(string userId, string permission, string? resource = null)
    {
        AuditNote note = CheckNote(userId, permission);
        return _store.Attempt(note, () =>
        {
            (string user, string asked, string? on) = Question(userId, permission, resource);
            PolicyIndex index = Current();
            (PermissionReason reason, Grant? grant) = index.Explain(user, asked, on, _store.Time.GetUtcNow().ToUnixTimeMilliseconds());
            _checks.Add(new PermissionCheck(userId, asked, resource, reason == PermissionReason.Granted), index.State.CheckAudit);
            return Decide(index, grant?.Role, asked, reason) with
            {
                UserId = userId,
                Resource = resource,
                Grant = grant is null ? null : ToAssignment(grant, index.Roles[grant.Role].Name),
            };
        });
    }

    /// <summary>What a role by itself, with all it inherits, says to a permission, whoever has it. A role that does not exist allows nothing.</summary>
    /// <exception cref="InvalidInputException">The permission cannot be used.</exception>
    public PermissionDecision TestRole(string role, string permission)
    {
        ArgumentNullException.ThrowIfNull(role);
        AuditNote note = new(AuditAction.RoleListed, role) { Metadata = { ["permission"] = AuditText.Clip(permission ?? "") } };
        return List(note, index =>
        {
            string asked = PermissionName.Concrete(permission!);
            if (index.Roles.NumberOf(CanonicalName.KeyOf(role)) is not { } number) return new PermissionDecision { Permission = asked, Reason = PermissionReason.UnknownRole };
            PermissionReach reach = index.Roles.ReachOf(asked);
            PermissionReason reason = reach.Denies(number) ? PermissionReason.ExplicitDeny : reach.Allows(number) ? PermissionReason.Granted : PermissionReason.NotGranted;
            return Decide(index, reason == PermissionReason.NotGranted ? null : number, asked, reason);
        });
    }

    /// <summary>Everything that a user may do now: each permission that a role names, with what is forbidden within it.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="resource">What may be done to this; when null, what may be done to anything, with its limits.</param>
    /// <returns>In the order of permission and resource, each once. What is forbidden as a whole is left out.</returns>
    public IReadOnlyList<UserPermission> GetUserPermissions(string userId, string? resource = null)
    {
        AuditNote note = new(AuditAction.RoleListed, userId ?? "");
        return List(note, index =>
        {
            string user = CanonicalName.KeyOf(CanonicalName.Check(KindOfUser, userId!));
            string? on = resource is null ? null : ResourcePattern.Concrete(resource);
            long now = Now.ToUnixTimeMilliseconds();
            List<Grant> grants = [.. index.GrantsOf(user).ToArray().Where(grant => grant.IsActive(now) && grant.Touches(on))];
            List<(string Rule, string? Resource)> denied = [.. grants.SelectMany(grant => index.Roles.Climb(grant.Role).SelectMany(step => index.Roles[step.Role].Deny.Select(rule => (rule, grant.ResourceKey)))).Distinct()];
            return (IReadOnlyList<UserPermission>)
            [
                .. grants.SelectMany(grant => Permissions(index, grant))
                    .Where(one => !denied.Any(rule => Reaches(rule.Resource, one.ResourceKey) && PermissionName.Covers(rule.Rule, one.Permission.Permission)))
                    // Of two grants of the same the one that lasts longer counts.
                    .GroupBy(one => (one.Permission.Permission, one.ResourceKey), one => one.Permission)
                    .Select(same => (same.Key, Permission: same.MaxBy(one => one.ExpiresAt ?? DateTimeOffset.MaxValue)!))
                    .OrderBy(one => one.Key.Permission, StringComparer.Ordinal).ThenBy(one => one.Key.ResourceKey, StringComparer.Ordinal)
                    .Select(one => one.Permission with { Except = [.. denied.Where(rule => PermissionName.Overlaps(rule.Rule, one.Key.Permission)).Select(Exception).Distinct().Order(StringComparer.Ordinal)] }),
            ];

            string Exception((string Rule, string? Resource) denial) => on is not null || denial.Resource is null ? denial.Rule : $"{denial.Rule} on {denial.Resource}";

            // With a resource named, every grant here is about it; without, a denial that has a limit leaves the rest.
            bool Reaches(string? limit, string? other) => on is not null || limit is null || limit == other;
        });
    }

    private static AuditNote CheckNote(string userId, string permission) => new(AuditAction.PermissionChecked, permission ?? "") { User = string.IsNullOrEmpty(userId) ? null : AuditText.Clip(userId) };

    private static (string User, string Permission, string? Resource) Question(string userId, string permission, string? resource) => (
        CanonicalName.KeyOf(CanonicalName.Check(KindOfUser, userId)),
        PermissionName.Concrete(permission),
        resource is null ? null : ResourcePattern.Concrete(resource));

    private static PermissionDecision Decide(PolicyIndex index, int? role, string permission, PermissionReason reason)
    {
        (IReadOnlyList<Role> Path, string Rule)? way = role is { } number ? index.Roles.Explain(number, permission, reason == PermissionReason.ExplicitDeny) : null;
        return new PermissionDecision
        {
            Permission = permission,
            Reason = reason,
            Role = way?.Path[^1].Name,
            Path = [.. (way?.Path ?? []).Select(step => step.Name)],
            Rule = way?.Rule,
        };
    }

    private static IEnumerable<(UserPermission Permission, string? ResourceKey)> Permissions(PolicyIndex index, Grant grant)
    {
        foreach ((int number, Func<IReadOnlyList<Role>> way) in index.Roles.Climb(grant.Role))
        {
            Role role = index.Roles[number];
            if (role.Permissions.Length == 0) continue;
            string[] path = [.. way().Select(step => step.Name)];
            foreach (string permission in role.Permissions)
            {
                yield return (new UserPermission { UserId = grant.UserId, Permission = permission, Resource = grant.Resource, Role = role.Name, Path = path, ExpiresAt = Time(grant.ExpiresAt) }, grant.ResourceKey);
            }
        }
    }
}
