namespace EnterpriseSecurity.Ssh;

/// <summary>Why a signature was accepted or refused.</summary>
public enum SshSignatureReason
{
    /// <summary>The signature is good, and its key may sign for the principal.</summary>
    Valid,

    /// <summary>The signature does not belong to the data and the key.</summary>
    SignatureInvalid,

    /// <summary>The signature was made for another namespace.</summary>
    NamespaceMismatch,

    /// <summary>The signature's algorithm is no longer safe: RSA with SHA-1, or DSA.</summary>
    AlgorithmRefused,

    /// <summary>No line of the allowed signers names the key.</summary>
    KeyUnknown,

    /// <summary>The key is known, but not for the principal.</summary>
    PrincipalNotAllowed,

    /// <summary>The key may sign for the principal, but not for the namespace.</summary>
    NamespaceNotAllowed,

    /// <summary>The key may sign from a later time on only.</summary>
    NotYetValid,

    /// <summary>The time in which the key could sign is over.</summary>
    Expired,
}
