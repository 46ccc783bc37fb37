namespace EnterpriseSecurity.Secrets;

/// <summary>What a version of a secret is good for.</summary>
public enum SecretVersionState
{
    /// <summary>It is returned when no version is named.</summary>
    Current,

    /// <summary>A newer one is current; this one is readable by its number.</summary>
    Previous,

    /// <summary>A rotation has made it; it is not readable yet.</summary>
    Pending,

    /// <summary>A rotation will make it current; it is readable by its number.</summary>
    Staged,

    /// <summary>A rotation has ended it: it is known that it was, and not readable any more.</summary>
    Retired,
}
