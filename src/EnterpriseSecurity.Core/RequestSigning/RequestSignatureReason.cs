namespace EnterpriseSecurity.RequestSigning;

/// <summary>Why a signed request was accepted or refused. It is for the operator, not for who sent the request.</summary>
public enum RequestSignatureReason
{
    /// <summary>The signature is good, in time, and was not seen before.</summary>
    Accepted,

    /// <summary>A signature header, or a header that is said to be signed, is not there.</summary>
    MissingHeader,

    /// <summary>A signature header, or a signed one, is not written as it must be.</summary>
    MalformedHeader,

    /// <summary>The algorithm is not one of those that are known.</summary>
    UnknownAlgorithm,

    /// <summary>The algorithm is known, but not one for this key.</summary>
    AlgorithmNotAllowed,

    /// <summary>The request names another key than the one it is checked with.</summary>
    WrongKey,

    /// <summary>The request's time is too far from this computer's.</summary>
    ClockOutOfWindow,

    /// <summary>A header that must be signed is not.</summary>
    HeaderNotSigned,

    /// <summary>The signature does not fit the request: it was changed on the way, or another key has signed.</summary>
    BadSignature,

    /// <summary>The signature is good for another body than the one that came.</summary>
    BodyMismatch,

    /// <summary>The request came before.</summary>
    Replayed,

    /// <summary>So many requests came within the window that their nonces cannot be remembered; none is accepted unremembered.</summary>
    ReplayMemoryFull,
}
