namespace EnterpriseSecurity.ManagedKeys;

/// <summary>Why a managed key was accepted or refused.</summary>
public enum ManagedKeyReason
{
    /// <summary>It is in use, in time, has the scope, and what was shown is it.</summary>
    Accepted,

    /// <summary>There is no such key.</summary>
    NotFound,

    /// <summary>It is not in use yet.</summary>
    Pending,

    /// <summary>It was revoked.</summary>
    Revoked,

    /// <summary>Its material is gone.</summary>
    Destroyed,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>It is not good for what was asked.</summary>
    ScopeInsufficient,

    /// <summary>What was shown is not the key.</summary>
    WrongValue,
}
