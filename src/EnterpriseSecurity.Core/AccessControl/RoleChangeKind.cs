namespace EnterpriseSecurity.AccessControl;

/// <summary>What an import does to a role.</summary>
public enum RoleChangeKind
{
    /// <summary>It stays as it is.</summary>
    Unchanged,

    /// <summary>It is new.</summary>
    Added,

    /// <summary>Its definition becomes another.</summary>
    Changed,

    /// <summary>It goes, for it is not in the file.</summary>
    Removed,
}
