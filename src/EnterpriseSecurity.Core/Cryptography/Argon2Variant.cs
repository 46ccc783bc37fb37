namespace EnterpriseSecurity.Cryptography;

/// <summary>The variants of Argon2: RFC 9106, section 3.1. The numbers are those of the specification.</summary>
public enum Argon2Variant
{
    /// <summary>Data-dependent: fast against trade-offs, open to side channels.</summary>
    Argon2d = 0,

    /// <summary>Data-independent.</summary>
    Argon2i = 1,

    /// <summary>Both in turn; the one to use for passwords.</summary>
    Argon2id = 2,
}
