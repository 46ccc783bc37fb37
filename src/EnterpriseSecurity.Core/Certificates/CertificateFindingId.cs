namespace EnterpriseSecurity.Certificates;

/// <summary>What a check of a certificate can find.</summary>
public enum CertificateFindingId
{
    /// <summary>The file holds no certificate that can be read.</summary>
    Malformed,

    /// <summary>It, or an authority above it, has expired.</summary>
    Expired,

    /// <summary>It, or an authority above it, is not valid yet.</summary>
    NotYetValid,

    /// <summary>It is not for the host.</summary>
    WrongHost,

    /// <summary>It has no subject alternative name, which is the only place where a host's name counts.</summary>
    MissingSan,

    /// <summary>The chain ends at a root that is not trusted.</summary>
    Untrusted,

    /// <summary>An issuer's certificate is missing.</summary>
    PartialChain,

    /// <summary>A signature in the chain is not the issuer's.</summary>
    BadSignature,

    /// <summary>A key can be broken, or may be soon.</summary>
    WeakKey,

    /// <summary>A signature's hash can be forged.</summary>
    WeakHash,

    /// <summary>A certificate is used for what it was not issued for.</summary>
    BadKeyUsage,

    /// <summary>An authority may not have so many authorities below it.</summary>
    PathLength,

    /// <summary>An authority may not issue for the certificate's names.</summary>
    NameConstraints,

    /// <summary>An authority demands a certificate policy that the chain does not have.</summary>
    PolicyConstraints,

    /// <summary>A critical extension is not understood.</summary>
    UnknownExtension,

    /// <summary>The issuer has revoked it.</summary>
    Revoked,

    /// <summary>Whether it is revoked could not be learned.</summary>
    RevocationUnknown,

    /// <summary>The revocation list is out of date.</summary>
    CrlExpired,

    /// <summary>The revocation list is not signed by the issuer.</summary>
    CrlBadSignature,

    /// <summary>It is valid for longer than is accepted.</summary>
    TooLongLived,

    /// <summary>The private key is another certificate's.</summary>
    KeyMismatch,
}
