using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <summary>Reads roles and grants out of a view of the store: all of them, or what changed since they were read.</summary>
internal static class PolicyReader
{
    /// <summary>Reads all, and checks that it is all.</summary>
    /// <exception cref="IntegrityException">A record is not authentic, was taken out or put back.</exception>
    public static PolicyIndex ReadAll(StoreView view, KeyRing keys)
    {
        PolicyState state = PolicyState.Read(view);
        RecordDigest digest = default;
        List<Role> roles = [];
        foreach (Record record in view.List(PolicyRecords.Roles))
        {
            Role role = PolicyRecords.ToRole(record);
            digest = digest.With(keys, role);
            roles.Add(role);
        }

        RoleGraph graph = RoleGraph.Of(roles);
        Dictionary<string, List<Grant>> grants = [];
        foreach (Record record in view.List(PolicyRecords.Grants))
        {
            Grant grant = Resolve(PolicyRecords.ToGrant(record), graph);
            digest = digest.With(keys, grant);
            if (!grants.TryGetValue(grant.UserKey, out List<Grant>? list)) grants.Add(grant.UserKey, list = []);
            list.Add(grant);
        }

        if (digest != state.Digest) throw SecurityErrors.AccessPolicyChanged();
        return new PolicyIndex(state, graph, grants.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()));
    }

    /// <summary>Brings what was read to the present state.</summary>
    /// <exception cref="IntegrityException">A record is not authentic, was taken out or put back.</exception>
    public static PolicyIndex ReadChanges(StoreView view, KeyRing keys, PolicyIndex known, PolicyState state)
    {
        if (state.Generation == known.State.Generation) return known;
        if (state.Generation < known.State.Generation || state.RecentSince > known.State.Generation) return ReadAll(view, keys);
        HashSet<(string Collection, string Id)> edits = [.. state.Recent.Where(edit => edit.Generation > known.State.Generation).Select(edit => (edit.Collection, edit.Id))];
        RecordDigest digest = known.State.Digest;
        Dictionary<string, Role?> roles = [];
        foreach ((_, string id) in edits.Where(edit => edit.Collection == PolicyRecords.Roles))
        {
            Role? role = view.Find(PolicyRecords.Roles, id) is { } record ? PolicyRecords.ToRole(record) : null;
            if (known.Roles.Find(id) is { } before) digest = digest.Without(keys, before);
            if (role is not null) digest = digest.With(keys, role);
            roles[id] = role;
        }

        RoleGraph graph = roles.Count == 0 ? known.Roles : known.Roles.With(roles);
        Dictionary<string, Grant[]> grants = new(known.Grants);
        foreach ((_, string id) in edits.Where(edit => edit.Collection == PolicyRecords.Grants))
        {
            string user = PolicyRecords.UserOf(id);
            List<Grant> list = [.. grants.GetValueOrDefault(user, [])];
            if (list.Find(grant => grant.Id == id) is { } before)
            {
                digest = digest.Without(keys, before);
                list.Remove(before);
            }

            if (view.Find(PolicyRecords.Grants, id) is { } record)
            {
                Grant grant = Resolve(PolicyRecords.ToGrant(record), graph);
                digest = digest.With(keys, grant);
                list.Add(grant);
            }

            if (list.Count == 0) grants.Remove(user);
            else grants[user] = [.. list];
        }

        return digest == state.Digest ? new PolicyIndex(state, graph, grants) : throw SecurityErrors.AccessPolicyChanged();
    }

    // No role is taken away while it is granted, so a grant without its role is none that was written.
    private static Grant Resolve(Grant grant, RoleGraph graph) => grant with { Role = graph.NumberOf(grant.RoleId) ?? throw SecurityErrors.AccessPolicyChanged() };
}
