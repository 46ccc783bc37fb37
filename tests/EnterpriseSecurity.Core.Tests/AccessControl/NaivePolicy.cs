using EnterpriseSecurity.AccessControl;

namespace EnterpriseSecurity.Core.Tests.AccessControl;

/// <summary>The rules of access in the plainest words: recursion over definitions, nothing prepared, nothing kept.</summary>
internal sealed record NaivePolicy(IReadOnlyList<RoleDefinition> Roles, IReadOnlyList<RoleGrant> Grants)
{
    private readonly Dictionary<string, RoleDefinition> _byName = Roles.ToDictionary(role => role.Name);

    public bool IsAllowed(string user, string permission, string? resource, DateTimeOffset now)
    {
        List<RoleGrant> active = [.. Grants.Where(grant => grant.UserId == user && !(now < grant.NotBefore) && !(now >= grant.ExpiresAt))];
        bool isDenied = active.Any(grant => (grant.Resource is null || resource is null || Like(grant.Resource, resource)) && Names(grant.Role, permission, role => role.Deny));
        bool isAllowed = active.Any(grant => (grant.Resource is null || (resource is not null && Like(grant.Resource, resource))) && Names(grant.Role, permission, role => role.Permissions));
        return isAllowed && !isDenied;
    }

    private bool Names(string name, string permission, Func<RoleDefinition, IReadOnlyList<string>> rules)
    {
        RoleDefinition role = _byName[name];
        return rules(role).Any(rule => Means(rule.Split(':'), permission.Split(':'))) || role.InheritsFrom.Any(parent => Names(parent, permission, rules));
    }

    private static bool Means(string[] rule, string[] permission)
    {
        if (rule.Length == 0 || permission.Length == 0) return rule.Length == permission.Length;
        if (rule is ["*"]) return true;
        return (rule[0] == "*" || rule[0] == permission[0]) && Means(rule[1..], permission[1..]);
    }

    private static bool Like(string pattern, string resource)
    {
        if (pattern.Length == 0) return resource.Length == 0;
        if (pattern[0] == '*') return Enumerable.Range(0, resource.Length + 1).Any(skip => Like(pattern[1..], resource[skip..]));
        return resource.Length > 0 && resource[0] == pattern[0] && Like(pattern[1..], resource[1..]);
    }
}
