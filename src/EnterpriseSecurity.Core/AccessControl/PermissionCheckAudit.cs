namespace EnterpriseSecurity.AccessControl;

/// <summary>How the store's audit trail tells of permission checks.</summary>
public enum PermissionCheckAudit
{
    /// <summary>
    /// Each check has an entry of its own, up to 20 allowed and 200 refused ones a second in a process; what is beyond
    /// is counted, and an entry for each user and permission tells how many there were.
    /// </summary>
    Throttled,

    /// <summary>Each check has an entry of its own, however many there are.</summary>
    All,

    /// <summary>Refused checks as with <see cref="Throttled"/>; allowed ones are not told of.</summary>
    DeniedOnly,
}
