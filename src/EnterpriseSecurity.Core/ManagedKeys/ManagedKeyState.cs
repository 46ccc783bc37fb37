namespace EnterpriseSecurity.ManagedKeys;

/// <summary>Where a managed key stands in its life.</summary>
public enum ManagedKeyState
{
    /// <summary>Made, and not in use yet.</summary>
    Pending,

    /// <summary>In use.</summary>
    Active,

    /// <summary>Replaced by a newer one; still accepted, no longer to be used for anything new.</summary>
    Deprecated,

    /// <summary>No longer accepted.</summary>
    Revoked,

    /// <summary>Its material is gone; what was known of it remains.</summary>
    Destroyed,
}
