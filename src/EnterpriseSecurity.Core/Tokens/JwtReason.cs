namespace EnterpriseSecurity.Tokens;

/// <summary>How the verification of a token ended.</summary>
public enum JwtReason
{
    /// <summary>The token is good.</summary>
    Accepted,

    /// <summary>It is not in the form of a signed token, or a registered claim is of the wrong type.</summary>
    Malformed,

    /// <summary>Its algorithm is not among those that are accepted from the given keys.</summary>
    AlgorithmNotAllowed,

    /// <summary>It names a key that is not among the given ones.</summary>
    UnknownKey,

    /// <summary>No key has made its signature.</summary>
    BadSignature,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Its time has not come, or it says to have been issued in the future.</summary>
    NotYetValid,

    /// <summary>Another issuer has made it.</summary>
    WrongIssuer,

    /// <summary>It is for someone else.</summary>
    WrongAudience,

    /// <summary>It lacks a claim that is asked for.</summary>
    MissingClaim,

    /// <summary>It is a token of another type.</summary>
    WrongType,

    /// <summary>It was revoked, or the session that it belongs to was.</summary>
    Revoked,
}
