using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <summary>All roles and grants of a store at one generation, compiled for questions. It does not change.</summary>
internal sealed class PolicyIndex(PolicyState state, RoleGraph roles, Dictionary<string, Grant[]> grants)
{
    /// <summary>The state that this was read with.</summary>
    public PolicyState State => state;

    /// <summary>The roles.</summary>
    public RoleGraph Roles => roles;

    /// <summary>The users with grants, by canonical name.</summary>
    public IReadOnlyDictionary<string, Grant[]> Grants => grants;

    /// <summary>The number of records it was made from.</summary>
    public int Records { get; } = roles.Count + grants.Values.Sum(list => list.Length);

    /// <summary>The grants of a user, whether they count now or not.</summary>
    public ReadOnlySpan<Grant> GrantsOf(string userKey) => grants.TryGetValue(userKey, out Grant[]? list) ? list : [];

    /// <summary>
    /// True when a grant that counts now allows the permission and none forbids it. Without a resource the question is
    /// for every resource: a grant with a limit does not allow, and forbids all the same.
    /// </summary>
    /// <param name="userKey">The user's canonical name.</param>
    /// <param name="permission">The canonical permission.</param>
    /// <param name="resource">The canonical resource, or null.</param>
    /// <param name="now">Unix milliseconds.</param>
    public bool IsAllowed(string userKey, string permission, string? resource, long now)
    {
        if (!grants.TryGetValue(userKey, out Grant[]? list)) return false;
        PermissionReach reach = roles.ReachOf(permission);
        bool isAllowed = false;
        foreach (Grant grant in list)
        {
            if (!grant.IsActive(now)) continue;
            if (reach.Denies(grant.Role) && grant.Touches(resource)) return false;
            isAllowed |= reach.Allows(grant.Role) && grant.Covers(resource);
        }

        return isAllowed;
    }

    /// <summary>The same answer with what decided it.</summary>
    public (PermissionReason Reason, Grant? Grant) Explain(string userKey, string permission, string? resource, long now)
    {
        PermissionReach reach = roles.ReachOf(permission);
        ReadOnlySpan<Grant> list = GrantsOf(userKey);
        Grant? allowing = null, elsewhere = null, over = null, later = null;
        bool isAnyActive = false;
        foreach (Grant grant in list)
        {
            bool isActive = grant.IsActive(now);
            isAnyActive |= isActive;
            if (isActive && reach.Denies(grant.Role) && grant.Touches(resource)) return (PermissionReason.ExplicitDeny, grant);
            if (!reach.Allows(grant.Role)) continue;
            if (!isActive && now < grant.NotBefore) later ??= grant;
            else if (!isActive) over ??= grant;
            else if (grant.Covers(resource)) allowing ??= grant;
            else elsewhere ??= grant;
        }

        if (allowing is not null) return (PermissionReason.Granted, allowing);
        if (elsewhere is not null) return (PermissionReason.OutOfScope, elsewhere);
        if (over is not null) return (PermissionReason.Expired, over);
        if (later is not null) return (PermissionReason.NotYetValid, later);
        return (isAnyActive ? PermissionReason.NotGranted : PermissionReason.NoRole, null);
    }

    /// <summary>The role with this name.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public Role Require(string name) => roles.Find(CanonicalName.KeyOf(name)) ?? throw SecurityErrors.RoleNotFound(name);
}
