namespace EnterpriseSecurity.AccessControl;

/// <summary>
/// Which roles name which permissions. A look-up follows, for each part, the part itself and the wildcard, so its
/// cost depends on the parts of the permission and not on how many patterns there are.
/// </summary>
internal sealed class PermissionTrie
{
    private readonly Node _root = new();

    /// <summary>Adds a canonical permission of a role.</summary>
    public void Add(string pattern, int role)
    {
        string[] parts = pattern.Split(':');
        Node node = _root;
        for (int i = 0; i < parts.Length - 1; i++) node = node.Child(parts[i]);
        if (parts[^1] == PermissionName.Wildcard) (node.Onward ??= []).Add(role);
        else (node.Child(parts[^1]).Here ??= []).Add(role);
    }

    /// <summary>The roles with a pattern that means this permission; a role may come more than once.</summary>
    public List<int> Match(string permission)
    {
        List<int> roles = [];
        Match(_root, permission.Split(':'), roles);
        return roles;
    }

    private static void Match(Node node, ReadOnlySpan<string> rest, List<int> roles)
    {
        if (rest.IsEmpty)
        {
            if (node.Here is not null) roles.AddRange(node.Here);
            return;
        }

        if (node.Onward is not null) roles.AddRange(node.Onward);
        if (node.Children.TryGetValue(rest[0], out Node? same)) Match(same, rest[1..], roles);
        if (node.Children.TryGetValue(PermissionName.Wildcard, out Node? any)) Match(any, rest[1..], roles);
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Children { get; } = [];

        // Roles whose pattern ends here, and roles whose pattern ends here with a wildcard for all that follows.
        public List<int>? Here { get; set; }

        public List<int>? Onward { get; set; }

        public Node Child(string part)
        {
            if (!Children.TryGetValue(part, out Node? child)) Children.Add(part, child = new Node());
            return child;
        }
    }
}
