namespace EnterpriseSecurity.AccessControl;

/// <summary>Why a permission is there or not.</summary>
public enum PermissionReason
{
    /// <summary>A role allows it, and none forbids it.</summary>
    Granted,

    /// <summary>A role forbids it.</summary>
    ExplicitDeny,

    /// <summary>The user has roles that count now, and none of them names it.</summary>
    NotGranted,

    /// <summary>A role allows it, on other resources only.</summary>
    OutOfScope,

    /// <summary>A role allowed it until its time was over.</summary>
    Expired,

    /// <summary>A role will allow it, once its time has come.</summary>
    NotYetValid,

    /// <summary>The user has no role.</summary>
    NoRole,

    /// <summary>There is no role of this name.</summary>
    UnknownRole,
}
