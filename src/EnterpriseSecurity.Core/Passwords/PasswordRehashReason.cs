namespace EnterpriseSecurity.Passwords;

/// <summary>Why a password should be hashed anew when it is next known.</summary>
public enum PasswordRehashReason
{
    /// <summary>The algorithm is for the verification of old hashes only.</summary>
    RetiredAlgorithm,

    /// <summary>The cost is below the least that OWASP asks for.</summary>
    CostBelowMinimum,

    /// <summary>The salt has less than 8 bytes.</summary>
    SaltTooShort,

    /// <summary>Another algorithm is wanted.</summary>
    OtherAlgorithmWanted,

    /// <summary>A higher cost is wanted.</summary>
    HigherCostWanted,
}
