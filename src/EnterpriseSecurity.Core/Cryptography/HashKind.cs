namespace EnterpriseSecurity.Cryptography;

/// <summary>The hash functions that <see cref="Hashing"/> computes.</summary>
public enum HashKind
{
    /// <summary>SHA-256: FIPS 180-4. 32 bytes.</summary>
    Sha256,

    /// <summary>SHA-512: FIPS 180-4. 64 bytes.</summary>
    Sha512,

    /// <summary>SHA3-256: FIPS 202. 32 bytes.</summary>
    Sha3_256,

    /// <summary>SHA3-512: FIPS 202. 64 bytes.</summary>
    Sha3_512,

    /// <summary>BLAKE2b without a key: RFC 7693. 64 bytes.</summary>
    Blake2b,

    /// <summary>BLAKE2s without a key: RFC 7693. 32 bytes.</summary>
    Blake2s,
}
