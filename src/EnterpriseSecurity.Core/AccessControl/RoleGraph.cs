using System.Collections.Concurrent;

namespace EnterpriseSecurity.AccessControl;

/// <summary>
/// All roles and how they inherit, compiled for questions. It does not change. What one permission reaches is worked
/// out when it is first asked for: from the roles that name it, down to their heirs. Nothing here recurses.
/// </summary>
internal sealed class RoleGraph
{
    private const int LongestCache = 50_000;
    private const long LargestCache = 64 * 1024 * 1024;

    private readonly Dictionary<string, int> _numbers = [];
    private readonly Role?[] _roles;
    private readonly int[][] _parents;
    private readonly List<int>[] _heirs;
    private readonly PermissionTrie _allow = new();
    private readonly PermissionTrie _deny = new();
    private readonly ConcurrentDictionary<string, PermissionReach> _reaches = new();
    private readonly int _cacheLimit;

    // A null is the place of a role that is gone.
    private RoleGraph(Role?[] roles)
    {
        _roles = roles;
        _parents = new int[roles.Length][];
        _heirs = new List<int>[roles.Length];
        for (int i = 0; i < roles.Length; i++)
        {
            _heirs[i] = [];
            if (roles[i] is { } role) _numbers.Add(role.Id, i);
        }

        for (int i = 0; i < roles.Length; i++)
        {
            // A parent that is not there gives nothing; the policy's digest tells of one that was taken out.
            _parents[i] = [.. (roles[i]?.Parents ?? []).Where(_numbers.ContainsKey).Select(id => _numbers[id])];
            foreach (int parent in _parents[i]) _heirs[parent].Add(i);
            foreach (string permission in roles[i]?.Permissions ?? []) _allow.Add(permission, i);
            foreach (string permission in roles[i]?.Deny ?? []) _deny.Add(permission, i);
        }

        _cacheLimit = (int)Math.Clamp(LargestCache / Math.Max(1, roles.Length / 4), 1, LongestCache);
    }

    /// <summary>The number of roles.</summary>
    public int Count => _numbers.Count;

    /// <summary>All roles.</summary>
    public IEnumerable<Role> Roles => _roles.OfType<Role>();

    /// <summary>Compiles these roles.</summary>
    public static RoleGraph Of(IEnumerable<Role> roles) => new([.. roles]);

    /// <summary>The graph with some roles changed, added, or, where the value is null, gone; every other keeps its number.</summary>
    public RoleGraph With(IReadOnlyDictionary<string, Role?> changes)
    {
        List<Role?> roles = [.. _roles];
        foreach ((string id, Role? role) in changes)
        {
            if (_numbers.TryGetValue(id, out int number)) roles[number] = role;
            else if (role is not null) roles.Add(role);
        }

        return new RoleGraph([.. roles]);
    }

    /// <summary>The role with this id, or null.</summary>
    public Role? Find(string id) => _numbers.TryGetValue(id, out int number) ? _roles[number] : null;

    /// <summary>The role with this number.</summary>
    public Role this[int number] => _roles[number]!;

    /// <summary>The number of the role with this id, or null.</summary>
    public int? NumberOf(string id) => _numbers.TryGetValue(id, out int number) ? number : null;

    /// <summary>The roles that inherit from one directly.</summary>
    public IEnumerable<Role> HeirsOf(string id) => _numbers.TryGetValue(id, out int number) ? _heirs[number].Select(heir => _roles[heir]!) : [];

    /// <summary>Which roles allow and forbid a canonical permission.</summary>
    public PermissionReach ReachOf(string permission)
    {
        if (_reaches.TryGetValue(permission, out PermissionReach? known)) return known;
        PermissionReach reach = new(Reach(_allow.Match(permission)), Reach(_deny.Match(permission)));
        // Who asks for ever new permissions must not fill the memory.
        if (_reaches.Count >= _cacheLimit) _reaches.Clear();
        return _reaches.GetOrAdd(permission, reach);
    }

    /// <summary>The shortest way from a role up to one that names the permission; null when there is none.</summary>
    /// <param name="from">The role's number.</param>
    /// <param name="permission">A canonical permission.</param>
    /// <param name="denied">True to look among denials.</param>
    public (IReadOnlyList<Role> Path, string Rule)? Explain(int from, string permission, bool denied)
    {
        HashSet<int> naming = [.. (denied ? _deny : _allow).Match(permission)];
        foreach ((int role, Func<IReadOnlyList<Role>> path) in Climb(from))
        {
            if (!naming.Contains(role)) continue;
            return (path(), (denied ? _roles[role]!.Deny : _roles[role]!.Permissions).First(rule => PermissionName.Covers(rule, permission)));
        }

        return null;
    }

    /// <summary>A role and all it inherits from, nearest first, each once, with the shortest way to it, which is walked only when it is asked for.</summary>
    public IEnumerable<(int Role, Func<IReadOnlyList<Role>> Path)> Climb(int from)
    {
        Dictionary<int, int> cameFrom = new() { [from] = -1 };
        Queue<int> open = new([from]);
        while (open.TryDequeue(out int role))
        {
            yield return (role, () => WayTo(cameFrom, role));
            foreach (int parent in _parents[role])
            {
                if (cameFrom.TryAdd(parent, role)) open.Enqueue(parent);
            }
        }
    }

    private Role[] WayTo(Dictionary<int, int> cameFrom, int role)
    {
        List<Role> steps = [];
        for (int at = role; at >= 0; at = cameFrom[at]) steps.Add(_roles[at]!);
        steps.Reverse();
        return [.. steps];
    }

    private ulong[]? Reach(List<int> naming)
    {
        if (naming.Count == 0) return null;
        ulong[] reached = new ulong[(_roles.Length + 63) / 64];
        Stack<int> open = new(naming);
        while (open.TryPop(out int role))
        {
            ulong bit = 1UL << (role & 63);
            if ((reached[role >> 6] & bit) != 0) continue;
            reached[role >> 6] |= bit;
            foreach (int heir in _heirs[role]) open.Push(heir);
        }

        return reached;
    }
}
