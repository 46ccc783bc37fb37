namespace EnterpriseSecurity.AccessControl;

/// <summary>What an import does with roles that are not in the file.</summary>
public enum RoleImportMode
{
    /// <summary>They stay.</summary>
    Merge,

    /// <summary>They are removed.</summary>
    Replace,
}
