namespace EnterpriseSecurity.Ssh;

/// <summary>Why a certificate was accepted or refused.</summary>
public enum SshCertificateReason
{
    /// <summary>The certificate is good for what it was shown for.</summary>
    Valid,

    /// <summary>The key that it was signed with is not among the trusted authorities.</summary>
    AuthorityNotTrusted,

    /// <summary>Its signature's algorithm or its key is of a kind that is no longer safe: RSA with SHA-1, or DSA.</summary>
    AlgorithmRefused,

    /// <summary>The signature does not belong to the certificate and the authority's key.</summary>
    SignatureInvalid,

    /// <summary>It is for a host where one for a user is wanted, or the other way round.</summary>
    TypeMismatch,

    /// <summary>It is valid from a later time on only.</summary>
    NotYetValid,

    /// <summary>The time of its validity is over.</summary>
    Expired,

    /// <summary>It names principals, but not the one that was asked about.</summary>
    PrincipalNotAllowed,

    /// <summary>It names no principals, and so would speak for any.</summary>
    NoPrincipals,

    /// <summary>It has a critical option that is not known, or not one for certificates of its type.</summary>
    CriticalOptionUnknown,

    /// <summary>It may not be used from the address, or the address is not known.</summary>
    SourceAddressNotAllowed,
}
